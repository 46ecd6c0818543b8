using System.Globalization;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>Dates, amounts, numbers of files, cars, plots and accounts, written as people write them.</summary>
internal static class Figures
{
    private static readonly CultureInfo _german = CultureInfo.GetCultureInfo("de-DE");

    public static void Write(string kind, int low, int high, Letter letter, StringBuilder to)
    {
        var dice = letter.Dice;
        switch (kind)
        {
            case "n" or "year":
                to.Append(dice.Between(low, high));
                break;
            case "euro":
                Euro(dice, low, high, to);
                break;
            case "past":
                Date(dice, letter.Date.AddDays(-dice.Between(2, dice.Chance(80) ? 70 : 400)), to);
                break;
            case "future":
                Date(dice, letter.Date.AddDays(dice.Between(5, dice.Chance(80) ? 60 : 250)), to);
                break;
            case "born":
                Date(dice, letter.Sender.Born, to);
                break;
            case "time":
                Time(dice, dice.Between(6, 22), to);
                to.Append(" Uhr");
                break;
            case "span":
                Time(dice, dice.Between(7, 14), to.Append("von "));
                Time(dice, dice.Between(15, 22), to.Append(" bis "));
                to.Append(" Uhr");
                break;
            case "digits":
                for (var i = 0; i < low; i++)
                    to.Append((char)('0' + dice.Below(10)));
                break;
            case "file":
                FileNumber(dice, letter.Date.Year - (dice.Chance(75) ? 0 : 1), to);
                break;
            case "invoice":
                Invoice(dice, letter.Date.Year, to);
                break;
            case "plate":
                PhraseBook.German.WriteTo("plate", letter, to);
                to.Append('-')
                    .Append((char)('A' + dice.Below(26)))
                    .Append((char)('A' + dice.Below(26)))
                    .Append(' ')
                    .Append(dice.Between(1, 9999));
                break;
            case "zone":
                to.Append((char)('A' + dice.Below(12))).Append(dice.Between(1, 9));
                break;
            case "flur":
                to.Append(
                    CultureInfo.InvariantCulture,
                    $"Flur {dice.Between(1, 22)}, Flurstück {dice.Between(4, 489)}/{dice.Between(1, 38)}"
                );
                break;
            case "phone":
                to.Append(Sender.PhoneNumber(dice));
                break;
            case "iban":
                Iban(dice, to);
                break;
            default:
                throw new InvalidDataException($"No figure is called {kind}");
        }
    }

    private static void Time(Dice dice, int hour, StringBuilder to)
    {
        to.Append(hour);
        if (dice.Chance(70))
            to.Append(dice.Chance(70) ? '.' : ':').Append(dice.Pick(["00", "15", "30", "45", "20", "10"]));
    }

    private static void Euro(Dice dice, int low, int high, StringBuilder to)
    {
        // Small sums are far likelier than big ones.
        var reach = dice.Fraction();
        var whole = low + (int)((high - low) * reach * reach);
        var amount = dice.Chance(45) ? whole : whole + (dice.Below(100) / 100m);
        var digits = amount == whole && dice.Chance(70) ? amount.ToString("N0", _german) : amount.ToString("N2", _german);
        to.Append(
            dice.Below(4) switch
            {
                0 => $"{digits} €",
                1 => $"EUR {digits}",
                _ => $"{digits} Euro",
            }
        );
    }

    private static void Date(Dice dice, DateOnly date, StringBuilder to) =>
        to.Append(
            dice.Below(4) switch
            {
                0 => date.ToString("d. MMMM yyyy", _german),
                1 => date.ToString("d.M.yy", _german),
                _ => date.ToString("dd.MM.yyyy", _german),
            }
        );

    private static void FileNumber(Dice dice, int year, StringBuilder to) =>
        to.Append(
            dice.Below(5) switch
            {
                0 => $"{dice.Between(10, 68)}.{dice.Between(1, 4)}-{year}-{dice.Between(1, 9800):00000}",
                1 => $"{dice.Pick(["Wo", "BA", "Bv", "St", "OW", "Gr", "Fi"])}-{dice.Between(100, 9900)}/{year % 100:00}",
                2 => $"{dice.Between(10, 68)}/{dice.Pick(["BA", "WG", "HS", "VB", "FR"])}-{dice.Between(1, 4800):0000}-{year % 100:00}",
                3 => $"{dice.Between(10, 68)}.{dice.Between(10, 52)}.{dice.Between(1, 9)}-{dice.Between(11, 980)}/{year}",
                _ => $"{dice.Between(10, 68)}-{dice.Between(1, 6)}/{dice.Between(1000, 99_000)}",
            }
        );

    private static void Invoice(Dice dice, int year, StringBuilder to) =>
        to.Append(
            dice.Below(4) switch
            {
                0 => $"RE-{year}-{dice.Between(100, 99_000):00000}",
                1 => $"{year % 100:00}{dice.Between(10_000, 99_999)}",
                2 => $"R{dice.Between(1000, 9999)}/{year % 100:00}",
                _ => $"{dice.Between(100_000, 9_999_999)}",
            }
        );

    // The bank code 990 000 00 was never given out; the check digits are right.
    private static void Iban(Dice dice, StringBuilder to)
    {
        var account = $"99000000{dice.Between(1, 999_999_999):0000000000}";
        var check = 98 - (int)(decimal.Parse(account + "131400", CultureInfo.InvariantCulture) % 97);
        to.Append(CultureInfo.InvariantCulture, $"DE{check:00}");
        for (var i = 0; i < account.Length; i += 4)
            to.Append(' ').Append(account.AsSpan(i, Math.Min(4, account.Length - i)));
    }
}

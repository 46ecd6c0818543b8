using System.Globalization;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>One letter while it is written: who writes, when, and what was said before.</summary>
public sealed class Letter
{
    public Letter(Dice dice, Theme theme, DateOnly date)
    {
        (Dice, Theme, Date) = (dice, theme, date);
        Sender = Sender.Draw(this, theme.Writer);
    }

    private Letter(Dice dice, Letter earlier, DateOnly date)
    {
        (Dice, Theme, Date) = (dice, earlier.Theme, date);
        (Sender, Topics, Shared) = (earlier.Sender, earlier.Topics, earlier.Shared);
    }

    public Dice Dice { get; }

    public Theme Theme { get; }

    public DateOnly Date { get; }

    public Sender Sender { get; }

    /// <summary>What the letter is about within its theme; phrases of other topics are left out.</summary>
    public string[] Topics { get; set; } = [];

    /// <summary>Names, numbers and things that stay the same throughout the letter.</summary>
    public Dictionary<string, string> Shared { get; } = new(StringComparer.Ordinal);

    /// <summary>A later letter of the same person about the same thing.</summary>
    public Letter Continue(Dice dice, DateOnly date) => new(dice, this, date);

    public string Say(string list) => PhraseBook.German.Write(list, this);

    public void WriteFact(string name, StringBuilder to) =>
        to.Append(
            name switch
            {
                "name" => Sender.Name,
                "first" => Sender.First,
                "last" => Sender.Last,
                "street" => Sender.Street,
                "city" => Sender.City,
                "town" => Sender.City[6..],
                "phone" => Sender.Phone,
                "mail" => Sender.Mail,
                "company" => Sender.Organisation ?? Sender.Name,
                "born" => Sender.Born.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
                "quoted" => Shared.GetValueOrDefault("quoted", "Ihre Anfrage"),
                _ => throw new InvalidDataException($"No fact is called {name}"),
            }
        );
}

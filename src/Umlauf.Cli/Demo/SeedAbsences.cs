using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Cli.Demo;

/// <summary>Who of Musterstadt is away around today, and when its offices are closed: a head on leave, and a chain of deputies over two people.</summary>
internal sealed class SeedAbsences(EnterAbsence enterAbsence, SetClosingDay setClosingDay)
{
    public async Task Run(Town town, DateOnly today, CancellationToken ct)
    {
        // Baumann heads the building office. Groß and Petersen are away at once, so that Brandt acts for both.
        await Away(town, "baumann", today.AddDays(-6), today.AddDays(7), AbsenceKind.Leave, ct);
        await Away(town, "gross", today.AddDays(-1), today.AddDays(5), AbsenceKind.Training, ct);
        await Away(town, "petersen", today.AddDays(-2), null, AbsenceKind.Sick, ct);
        await Away(town, "kaya", today.AddDays(18), today.AddDays(39), AbsenceKind.Leave, ct, deputy: "sommer");
        await Away(town, "koenig", today.AddDays(3), today.AddDays(4), AbsenceKind.Other, ct);

        await Close(town, "0", new DateOnly(today.Year, 12, 24), "Heiligabend", ct);
        await Close(town, "0", new DateOnly(today.Year, 12, 31), "Silvester", ct);
        await Close(town, "61", today.AddDays(20), "Umzug des Bauamts", ct);
    }

    private async Task Away(
        Town town,
        string login,
        DateOnly from,
        DateOnly? to,
        AbsenceKind kind,
        CancellationToken ct,
        string? deputy = null
    )
    {
        var person = town.People[login];
        var named = deputy is null ? null : town.People[deputy].Staff;
        SeedTown.Must(await enterAbsence.Run(person, new NewAbsence(person.Staff!.Value, from, to, kind, named), ct));
    }

    private async Task Close(Town town, string office, DateOnly day, string name, CancellationToken ct) =>
        SeedTown.Must(await setClosingDay.Run(town.Program, town.Offices[office], day, day, name, ct));
}

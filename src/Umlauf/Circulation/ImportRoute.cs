using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Formats.Reading;
using Umlauf.Formats.Xdomea;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>What becomes of a route that comes in (Ziel der Übernahme).</summary>
public abstract record RouteTarget
{
    private RouteTarget() { }

    /// <summary>A new template.</summary>
    /// <param name="Office">Whose it is; null: of the whole house.</param>
    /// <param name="Name">Null: what the message is about.</param>
    public sealed record Template(OfficeId? Office, string? Name) : RouteTarget;

    /// <summary>A new draft in a matter.</summary>
    /// <param name="Matter">The matter.</param>
    /// <param name="Subject">Null: what the message is about.</param>
    public sealed record Folder(MatterId Matter, string? Subject) : RouteTarget;

    /// <summary>The route of a draft that is there.</summary>
    /// <param name="Id">The draft.</param>
    /// <param name="Revision">As it was seen; null: as it is now.</param>
    public sealed record Draft(CirculationFolderId Id, long? Revision) : RouteTarget;
}

/// <summary>A station where somebody must still decide (noch zu entscheiden).</summary>
/// <param name="Station">Its place among all stations, from 1.</param>
/// <param name="Addressee">Whom the message names, when nobody certain is meant; else null.</param>
/// <param name="Words">What the message asks for, when that is no task of ours; else null.</param>
public sealed record OpenStation(int Station, string? Addressee, string? Words);

/// <summary>A route that was taken over (übernommener Laufweg): as a template or into a folder.</summary>
public sealed record ImportedRoute(SavedTemplate? Template, CirculationFolderId? Folder)
{
    /// <summary>What a person should know.</summary>
    public required IReadOnlyList<ReadNote> Notes { get; init; }

    /// <summary>What must be decided before a folder can start with it.</summary>
    public required IReadOnlyList<OpenStation> Open { get; init; }
}

/// <summary>Takes a route over from an xdomea message (Geschäftsgang übernehmen), 2.4 to 4.0: whole or not at all. What is not certain stays as it was written, to be decided.</summary>
public sealed class ImportRoute(Db db, SaveTemplate saveTemplate, MakeFolder makeFolder, ShowFolder showFolder, ActInFolder actInFolder)
{
    /// <summary>Largest message, in bytes. A route of 20,000 stations has less.</summary>
    public const int Largest = 32 << 20;

    public static readonly Refusal Unreadable = new(
        "circulation.import-unreadable",
        "Der Laufweg wurde nicht übernommen.",
        "The route was not taken over."
    );

    public static readonly Refusal WhichOne = new(
        "circulation.import-which",
        "Die Nachricht enthält mehrere Geschäftsgänge. Nennen Sie die Nummer des gewünschten.",
        "The message holds several circulations. Name the number of the one you want."
    );

    public static readonly Refusal BadCondition = new(
        "circulation.import-condition",
        "Eine Bedingung des Laufwegs ist hier nicht verständlich. Es wurde nichts übernommen.",
        "A condition of the route is not understood here. Nothing was taken over."
    );

    /// <param name="by">Who takes it over.</param>
    /// <param name="message">The XML of the message; a container is unpacked before.</param>
    /// <param name="target">What becomes of it.</param>
    /// <param name="which">Which circulation of the message, from 1; null: the only one.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Result<ImportedRoute>> Run(
        Caller by,
        ReadOnlyMemory<byte> message,
        RouteTarget target,
        int? which,
        CancellationToken ct
    )
    {
        if (!Rights.Of(by).May(target is RouteTarget.Template ? Right.SeeTemplates : Right.Circulate))
            return target is RouteTarget.Template ? SaveTemplate.NotAllowed : FolderRefusals.NotAllowed;
        var reading = XdomeaReader.Read(message, XdomeaLimits.Default with { Bytes = Largest });
        if (reading.Circulations.Count == 0)
            return Because(reading.Notes.FirstOrDefault(note => note.Code == "xdomea.missing") ?? reading.Notes[^1]);
        if (which is < 1 || (which ?? 1) > reading.Circulations.Count || which is null && reading.Circulations.Count > 1)
            return WhichOne.With($"1–{reading.Circulations.Count}");
        var found = reading.Circulations[(which ?? 1) - 1];
        var read = RouteCarrier.Read(found.Circulation);
        var directory = await Directory(by, ct);
        var taken = TakenRoute.Of(read.Route, directory.Find);
        if (!taken.Ok)
            return taken.Refusal!;
        var stored = await Store(by, taken.Value, target, found.CarrierSubject ?? "Übernommener Laufweg", ct);
        if (!stored.Ok)
            return stored.Refusal!;
        return stored.Value with { Notes = [.. reading.Notes, .. Notes(read)], Open = [.. Open(taken.Value.Route)] };
    }

    private async Task<HouseDirectory> Directory(Caller by, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await HouseDirectory.Of(unit);
    }

    private async Task<Result<ImportedRoute>> Store(Caller by, TemplatePlan plan, RouteTarget target, string about, CancellationToken ct)
    {
        switch (target)
        {
            case RouteTarget.Template template:
                var saved = await saveTemplate.Run(
                    by,
                    new NewTemplate
                    {
                        Name = Filled(template.Name) ?? Cut(about, SaveTemplate.LongestName),
                        Office = template.Office,
                        Plan = plan,
                    },
                    ct
                );
                return saved.Ok ? Stored(saved.Value, null) : saved.Refusal!;
            case RouteTarget.Folder folder:
                var wanted = new NewFolder
                {
                    Subject = Filled(folder.Subject) ?? Cut(about, MakeFolder.LongestSubject),
                    Matter = folder.Matter,
                    Route = plan.Route,
                    Policy = plan.Policy,
                    FourEyes = plan.FourEyes,
                    Fields = plan.Fields,
                };
                var made = await makeFolder.Run(by, wanted, Guid.CreateVersion7(), ct);
                return made.Ok ? Stored(null, made.Value) : made.Refusal!;
            case RouteTarget.Draft draft:
                var shown = await showFolder.Run(by, draft.Id, ct);
                if (!shown.Ok)
                    return shown.Refusal!;
                var set = new SetRoute(plan.Route, plan.Policy, plan.FourEyes) { Revision = draft.Revision ?? shown.Value.Folder.Revision };
                var acted = await actInFolder.Run(by, draft.Id, Guid.CreateVersion7(), set, ct);
                return acted.Ok ? Stored(null, draft.Id) : acted.Refusal!;
            default:
                throw new ArgumentOutOfRangeException(nameof(target), target, "No such target.");
        }
    }

    private static ImportedRoute Stored(SavedTemplate? template, CirculationFolderId? folder) =>
        new(template, folder) { Notes = [], Open = [] };

    /// <summary>The sentence of the reader, in both languages.</summary>
    private static Refusal Because(ReadNote note) =>
        Unreadable with
        {
            German = $"{Unreadable.German} {note.German}",
            English = $"{Unreadable.English} {note.English}",
        };

    private static IEnumerable<ReadNote> Notes(ReadRoute read)
    {
        if (!read.IsExact)
            yield return new ReadNote(
                "route.not-exact",
                "Ein anderes System hat den Laufweg verändert: Was nebeneinander läuft, steht jetzt in einem Schritt, Zweige sind aufgelöst. Bitte prüfen Sie ihn.",
                "Another system changed the route: what runs side by side is one step now, branches are flat. Please check it."
            );
        var done = TakenRoute.Stations(read.Route.Steps).Count(station => station.Status is StepStatus.Finished or StepStatus.Skipped);
        if (done > 0)
            yield return new ReadNote(
                "route.begins-anew",
                $"{done} Stationen waren dort schon erledigt oder übersprungen. Hier beginnt der Laufweg von vorn; nehmen Sie heraus, was nicht mehr nötig ist.",
                $"{done} stations were already done or skipped there. Here the route begins anew; take out what is no longer needed."
            );
    }

    private static IEnumerable<OpenStation> Open(ImmutableArray<StepPlan> route) =>
        Stations(route)
            .Select(
                (station, i) =>
                    new OpenStation(
                        i + 1,
                        station.Addressee.Meant?.Text,
                        station.Task == StationTask.Undecided ? station.Words ?? "" : null
                    )
            )
            .Where(open => open.Addressee is not null || open.Words is not null);

    private static IEnumerable<StationPlan> Stations(ImmutableArray<StepPlan> route) =>
        route
            .SelectMany(step => step.Members)
            .SelectMany(member => member.Station is { } station ? [station] : Stations(member.Branch!.Value));

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

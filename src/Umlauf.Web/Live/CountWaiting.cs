using Umlauf.Circulation;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Records;

namespace Umlauf.Web.Live;

/// <summary>How much waits, by the address that shows it (Zähler): what stands in the navigation beside a link.</summary>
public sealed record WaitingCounts(IReadOnlyDictionary<string, string> Texts)
{
    public const string Desk = "/schreibtisch";
    public const string Tray = "/eingang";
    public const string Exceptions = "/eingang?ansicht=klaerfaelle";
    public const string Outgoing = "/ausgang";

    /// <summary>The part of <see cref="Desk"/> that are matters.</summary>
    public MatterCount Matters { get; init; }

    /// <summary>Empty where nothing waits, and where the person does not see it.</summary>
    public string this[string address] => Texts.GetValueOrDefault(address, "");

    public bool Same(WaitingCounts? other) => other is not null && Texts.Count == other.Texts.Count && !Texts.Except(other.Texts).Any();
}

/// <summary>Counts for the frame around every page what waits for the caller (Zähler des Rahmens). The looks do not wait for each other.</summary>
public sealed class CountWaiting(ListDesk listDesk, ListMatters listMatters, ListTray listTray, ListDispatches listDispatches)
{
    public async Task<WaitingCounts> Run(Caller by, CancellationToken ct)
    {
        var rights = Rights.Of(by);
        var desk = rights.May(Right.SeeDesk) ? by.Staff : null;
        var folders = desk is null ? null : listDesk.Count(by, ct);
        var matters = desk is { } me ? listMatters.CountOfDesk(by, me, MatterState.Open, ct) : null;
        var tray = rights.May(Right.SeeTray) ? listTray.Counts(by, ct) : null;
        var outgoing = rights.May(Right.SeeRecords) ? listDispatches.Counts(by, ct) : null;
        await Task.WhenAll(new Task?[] { folders, matters, tray, outgoing }.OfType<Task>());
        var counts = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = matters is null ? default : await matters;
        if (folders is not null)
            Set(WaitingCounts.Desk, await folders + open.Value, open.More ? await folders + MatterCount.Most : long.MaxValue);
        if (tray is not null)
        {
            var (waiting, exceptions) = await tray;
            Set(WaitingCounts.Tray, waiting, ListTray.MostCounted);
            Set(WaitingCounts.Exceptions, exceptions, ListTray.MostCounted);
        }
        if (outgoing is not null)
            Set(WaitingCounts.Outgoing, (await outgoing)[DispatchView.Problems], long.MaxValue);
        return new WaitingCounts(counts) { Matters = open };

        void Set(string address, long count, long upTo) => counts[address] = count == 0 ? "" : Show.Count(count, upTo);
    }
}

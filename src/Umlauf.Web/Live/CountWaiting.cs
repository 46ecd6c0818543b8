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

    /// <summary>Empty where nothing waits, and where the person does not see it.</summary>
    public string this[string address] => Texts.GetValueOrDefault(address, "");

    public bool Same(WaitingCounts? other) => other is not null && Texts.Count == other.Texts.Count && !Texts.Except(other.Texts).Any();
}

/// <summary>Counts for the frame around every page what waits for the caller (Zähler des Rahmens).</summary>
public sealed class CountWaiting(ListDesk listDesk, ListMatters listMatters, ListTray listTray, ListDispatches listDispatches)
{
    public async Task<WaitingCounts> Run(Caller by, CancellationToken ct)
    {
        var rights = Rights.Of(by);
        var counts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (rights.May(Right.SeeDesk) && by.Staff is { } me)
        {
            var folders = await listDesk.Count(by, ct);
            var matters = await listMatters.CountOfDesk(by, me, MatterState.Open, ct);
            Set(WaitingCounts.Desk, folders + matters.Value, matters.More ? folders + MatterCount.Most : long.MaxValue);
        }
        if (rights.May(Right.SeeTray))
        {
            var (waiting, exceptions) = await listTray.Counts(by, ct);
            Set(WaitingCounts.Tray, waiting, ListTray.MostCounted);
            Set(WaitingCounts.Exceptions, exceptions, ListTray.MostCounted);
        }
        if (rights.May(Right.SeeRecords))
            Set(WaitingCounts.Outgoing, (await listDispatches.Counts(by, ct))[DispatchView.Problems], long.MaxValue);
        return new WaitingCounts(counts);

        void Set(string address, long count, long upTo) => counts[address] = count == 0 ? "" : Show.Count(count, upTo);
    }
}

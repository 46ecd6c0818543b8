using Umlauf.Circulation.Engine;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>The clocks of an act: its time, and the working days of whoever is asked.</summary>
internal static class Calendars
{
    private static readonly WorkingDays everywhere = new(FederalState.NorthRhineWestphalia);

    public static Task<Clocks> At(Unit unit) => Task.FromResult(new Clocks(unit.Now, _ => everywhere));
}

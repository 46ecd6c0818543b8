using Umlauf.Platform;

namespace Umlauf.Identity.Model;

/// <summary>Tells every node that working days are to be read anew. A value that was never there before: a number could come back after a rollback.</summary>
internal static class CalendarState
{
    public static Task Renew(Unit unit) =>
        unit.Exec(
            "UPDATE identity_administration SET calendar = @state WHERE tenant_id = @tenant",
            new { state = Guid.CreateVersion7(unit.Now) }
        );
}

using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>What several acts in the tray are refused for (Ablehnungsgründe).</summary>
public static class TrayRefusals
{
    public static readonly Refusal NotInTray = new(
        "intake.not-in-tray",
        "Dieser Eingang liegt nicht mehr im Eingang: jemand hat ihn schon abgelegt.",
        "This arrival is no longer in the tray: somebody has filed it.",
        409
    );

    public static readonly Refusal StillReading = new(
        "intake.still-reading",
        "Dieser Eingang wird gerade gelesen. Versuchen Sie es gleich noch einmal.",
        "This arrival is being read. Try again in a moment.",
        409
    );

    public static readonly Refusal NotAllowed = new(
        "intake.not-allowed",
        "Ihnen fehlt das Recht, Eingänge zu bearbeiten.",
        "You have no right to work on arrivals.",
        403
    );

    public static readonly Refusal BadCursor = new(
        "intake.bad-cursor",
        "Diese Seite der Liste gibt es nicht. Beginnen Sie die Liste von vorn.",
        "There is no such page of the list. Begin the list again.",
        400
    );
}

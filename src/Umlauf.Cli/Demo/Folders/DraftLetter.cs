using System.Globalization;

namespace Umlauf.Cli.Demo.Folders;

/// <summary>The draft that a folder is about, as an office writes it (Entwurf): a letter to whoever wrote, or a note for the house.</summary>
internal static class DraftLetter
{
    private static readonly CultureInfo _german = CultureInfo.GetCultureInfo("de-DE");

    public static string Text(FolderStory story, DemoArrival? to, DemoPerson owner, DateOnly day, string body)
    {
        var office = owner.Office == "0" ? "Verwaltungsleitung" : Musterstadt.Offices.First(one => one.Code == owner.Office).Name;
        var date = day.ToString("d. MMMM yyyy", _german);
        if (story.IsNote)
            return $"{office}\n\nMusterstadt, den {date}\n\nVermerk\n{story.Subject}\n\n{body}\n\n{owner.Name}";
        var address = to is null ? "" : $"{to.SenderName}\n{to.SenderStreet}\n{to.SenderCity}\n\n";
        var name = to is null ? "" : $" {to.SenderName}";
        return $"{office}\n\n{address}Musterstadt, den {date}\n\n{story.Subject}\n\nGuten Tag{name},\n\n{body}\n\nMit freundlichen Grüßen\nIm Auftrag\n\n{owner.Name}";
    }
}

using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Web.Pages.Intake;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Records;

/// <summary>Files that a form brings along (mitgebrachte Dateien).</summary>
internal static class Brought
{
    /// <summary>All files of one form together.</summary>
    public const long Largest = UploadModel.Largest;

    public static readonly Refusal Nothing = new(
        "records.no-file-chosen",
        "Wählen Sie mindestens eine Datei.",
        "Choose at least one file.",
        422
    );

    public static string Hint => T($"Zusammen höchstens {Moments.Bytes(Largest)}.", $"At most {Moments.Bytes(Largest)} together.");

    public static BroughtFile Of(IFormFile file) => new(Path.GetFileName(file.FileName), file.ContentType ?? "", file.OpenReadStream());
}

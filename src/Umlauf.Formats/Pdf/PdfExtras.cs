using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms;
using UglyToad.PdfPig.AcroForms.Fields;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Pdf;

/// <summary>Reads what a PDF holds beside its pages: the values of form fields and embedded files such as the XML of an invoice.</summary>
internal static class PdfExtras
{
    private const int MostFields = 5_000;

    /// <summary>Appends the filled fields, one per line, with the label a screen reader would speak.</summary>
    public static void AppendForm(StringBuilder text, PdfDocument document)
    {
        if (!document.TryGetForm(out var form))
            return;
        var count = 0;
        foreach (var field in form.GetFields())
        {
            if (++count > MostFields)
                return;
            var value = field switch
            {
                AcroTextField filled => filled.Value,
                AcroComboBoxField choice => string.Join(", ", choice.SelectedOptions),
                AcroListBoxField choice => string.Join(", ", choice.SelectedOptions),
                AcroCheckboxField { IsChecked: true } => "[x]",
                AcroRadioButtonField { IsSelected: true } button => button.CurrentValue?.Data,
                _ => null,
            };
            if (string.IsNullOrWhiteSpace(value))
                continue;
            var label = field.Information.AlternateName ?? field.Information.PartialName;
            text.Append(text.Length > 0 ? "\n" : "").Append(string.IsNullOrWhiteSpace(label) ? "" : label + ": ").Append(value);
        }
    }

    /// <summary>The embedded files.</summary>
    public static List<Attachment> Files(PdfDocument document, ReadLimits limits, ReadBudget budget, NoteSet notes)
    {
        var files = new List<Attachment>();
        if (!document.Advanced.TryGetEmbeddedFiles(out var embedded))
            return files;
        foreach (var file in embedded)
        {
            if (files.Count >= limits.Entries || budget.OutOfTime)
            {
                notes.Add(ReadNote.EntriesCut);
                break;
            }
            var bytes = file.Memory;
            if (bytes.Length > Math.Min(limits.UnpackedBytes, budget.Unpacked))
            {
                notes.Add(ReadNote.EntriesCut);
                continue;
            }
            budget.Unpack(bytes.Length);
            var given = string.IsNullOrWhiteSpace(file.FileSpecification) ? file.Name : file.FileSpecification;
            var (kind, type) = ItemDetector.Detect(bytes.Span, given);
            files.Add(
                new Attachment(bytes)
                {
                    Name = SafeName.From(given, $"Datei-{files.Count + 1}{FileEnding.Of(kind, type)}"),
                    OriginalName = given,
                    ContentType = type,
                    Kind = kind,
                    Nested = kind is ItemKind.Pdf or ItemKind.Archive ? null : ItemReader.Read(bytes, given, null, limits, budget),
                }
            );
        }
        return files;
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Intake;

/// <summary>Takes files that people bring into the tray (Hochladen).</summary>
[Needs(Right.Deliver), RequestSizeLimit(Largest), RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class UploadModel(Caller caller, IBlobStore blobs, TakeIn takeIn) : PageModel
{
    /// <summary>All files of one form together.</summary>
    public const long Largest = 100_000_000;

    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    public IReadOnlyList<UploadedFile> Taken { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Files.Count == 0)
        {
            ModelState.AddModelError(nameof(Files), T("Wählen Sie mindestens eine Datei.", "Choose at least one file."));
            return Page();
        }
        var taken = new List<UploadedFile>();
        foreach (var file in Files)
            taken.Add(await Take(file, ct));
        Taken = taken;
        return Page();
    }

    private async Task<UploadedFile> Take(IFormFile file, CancellationToken ct)
    {
        await using var bytes = file.OpenReadStream();
        var blob = await blobs.Put(caller.Tenant, bytes, Largest, ct);
        var result = await takeIn.Run(
            caller.Actor,
            new ChannelName(null, ChannelKind.Upload),
            new Delivery
            {
                // The same person bringing the same file twice brings it once; another person's is another arrival.
                Key = $"{caller.Login}|{blob.Hash}",
                Blob = blob,
                Source = caller.Login,
                FileName = Path.GetFileName(file.FileName),
                ContentType = file.ContentType ?? "",
            },
            ct
        );
        return result.Refusal is { } refusal
            ? new UploadedFile(file.FileName, null, false, T(refusal))
            : new UploadedFile(file.FileName, result.Value.Arrival.Value, result.Value.Repeated, null);
    }
}

/// <summary>What became of one file.</summary>
public sealed record UploadedFile(string Name, Guid? Id, bool Repeated, string? Refused);

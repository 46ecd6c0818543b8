using System.Globalization;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>A document that can go into the folder (Dokument zur Auswahl).</summary>
public sealed record DocumentChoice(Guid Id, int Version, string Title, DateTimeOffset? At, bool Inside)
{
    public bool Chosen { get; init; }

    public bool Decisive { get; init; }
}

/// <summary>The documents from which a new folder takes its contents (Dokumente zur Auswahl): those of its matter, and those it was opened with.</summary>
public sealed class FolderDocuments(Caller caller, ShowMatter showMatter, ShowTimeline showTimeline, ShowDocument showDocument)
{
    private const int Most = 200;

    private readonly Dictionary<Guid, (int Version, bool Decisive)> chosen = [];
    private readonly HashSet<Guid> shown = [];

    public MatterHead? Matter { get; private set; }

    public IReadOnlyList<DocumentChoice> Choices { get; private set; } = [];

    /// <summary>Documents that do not stand in the matter; the form names them again.</summary>
    public IReadOnlyCollection<Guid> Besides { get; private set; } = [];

    /// <summary>What goes into the folder, what is decisive first.</summary>
    public IReadOnlyList<NewItem> Items =>
        [
            .. chosen
                .OrderByDescending(one => one.Value.Decisive)
                .Select(one => new NewItem(new DocumentId(one.Key), one.Value.Version, one.Value.Decisive)),
        ];

    public Task<Refusal?> Find(MatterId id, CancellationToken ct) => Find(showMatter.Run(caller, id, ct));

    public Task<Refusal?> Find(string number, CancellationToken ct) => Find(showMatter.ByNumber(caller, number, ct));

    /// <summary>Documents that the folder is to begin with: what somebody asks to circulate is what is to be signed.</summary>
    public void Choose(IEnumerable<Guid> documents)
    {
        foreach (var document in documents.Take(Most))
        {
            chosen[document] = (0, true);
            shown.Add(document);
        }
    }

    public void Read(IFormCollection form)
    {
        foreach (var word in form["auch"].Concat(form["dok"]).Take(2 * Most))
        {
            if (Guid.TryParse(word, out var id))
                shown.Add(id);
        }
        foreach (var word in form["dok"].Take(Most))
        {
            if (Guid.TryParse(word, out var id) && int.TryParse(form[$"dok.{word}.fassung"], CultureInfo.InvariantCulture, out var version))
                chosen[id] = (version, form[$"dok.{word}.art"] != "background");
        }
    }

    /// <summary>Those that the caller may see, as they are now; what was chosen keeps the version in which it was chosen.</summary>
    public async Task Load(CancellationToken ct)
    {
        var choices = new List<DocumentChoice>();
        if (Matter is { } matter && await showTimeline.Run(caller, matter.Id, null, Most, ct) is { Ok: true } timeline)
        {
            foreach (var item in timeline.Value.Items.Where(item => item.Kind is not null))
            {
                choices.Add(Choice(item.Id, item.Version, item.Text, item.At, inside: false));
                choices.AddRange(item.Parts.Select(part => Choice(part.Id.Value, part.Version, part.Title, at: null, inside: true)));
            }
        }
        Besides = [.. shown.Except(choices.Select(choice => choice.Id))];
        foreach (var id in Besides)
        {
            if (await showDocument.Run(caller, new DocumentId(id), ct) is { Ok: true } head)
                choices.Add(Choice(id, head.Value.Version, head.Value.Title, head.Value.ReceivedAt, inside: false));
        }
        Choices = choices;
    }

    private DocumentChoice Choice(Guid id, int newest, string title, DateTimeOffset? at, bool inside) =>
        chosen.TryGetValue(id, out var one)
            ? new DocumentChoice(id, one.Version > 0 ? one.Version : newest, title, at, inside) { Chosen = true, Decisive = one.Decisive }
            : new DocumentChoice(id, newest, title, at, inside) { Decisive = true };

    private async Task<Refusal?> Find(Task<Result<MatterHead>> found)
    {
        var head = await found;
        Matter = head.Ok ? head.Value : null;
        return head.Refusal;
    }
}

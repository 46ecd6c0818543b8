using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Cli.Demo.Folders;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Cli.Demo;

/// <summary>A letter that was filed into a matter which is still open.</summary>
internal sealed record FiledLetter(DemoArrival Arrival, MatterId Matter);

/// <summary>
/// Lets forty folders go around in a seeded town, act by act through the same use cases as real ones. The acts are told in working days before today
/// and happen between the deliveries of the post, so that the journal reads as if people had worked.
/// </summary>
internal sealed class SeedFolders(
    SeedClock clock,
    Db db,
    IBlobStore blobs,
    OpenMatter openMatter,
    ShowTimeline showTimeline,
    UploadDocument upload,
    AddVersion addVersion,
    PrepareReply prepareReply,
    MakeFolder makeFolder,
    ShowFolder showFolder,
    ActInFolder act,
    CarryOutDirectives carryOut,
    Jobs jobs
)
{
    private readonly HashSet<MatterId> _taken = [];
    private readonly Dictionary<FolderStory, Folder> _folders = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<FolderStory, FiledLetter> _letters = new(ReferenceEqualityComparer.Instance);
    private Queue<(DateTimeOffset At, FolderStory Story, Beat? Beat)> _coming = [];
    private Town _town = null!;

    /// <summary>What is to be told until today.</summary>
    public void Begin(Town town, DateTimeOffset today)
    {
        _town = town;
        var telling = new Telling(town);
        FolderStory[] stories =
        [
            .. FoldersUnderWay.Tell(telling),
            .. FoldersInDispute.Tell(telling),
            .. FoldersAtTheirEnd.Tell(telling),
        ];
        _coming = new(stories.SelectMany((story, number) => Times(story, number, today)).OrderBy(one => one.At));
    }

    /// <summary>Everything that happened before that instant.</summary>
    /// <param name="until">The next delivery of post, or now.</param>
    /// <param name="filed">What the post has brought so far, the oldest first.</param>
    /// <param name="ct">Stops between two acts.</param>
    public async Task GoOn(DateTimeOffset until, IReadOnlyList<FiledLetter> filed, CancellationToken ct)
    {
        while (_coming.TryPeek(out var next) && next.At < until)
        {
            var (at, story, beat) = _coming.Dequeue();
            clock.MoveTo(at);
            _folders[story] = beat is null ? await Make(story, filed, ct) : await Do(story, _folders[story], beat, ct);
        }
    }

    private static IEnumerable<(DateTimeOffset At, FolderStory Story, Beat? Beat)> Times(FolderStory story, int number, DateTimeOffset today)
    {
        var dice = new Dice(number, 41);
        var at = Morning(story.Made, today).AddMinutes(dice.Between(0, 120));
        yield return (at, story, null);
        foreach (var beat in story.Beats)
        {
            var morning = Morning(beat.DaysAgo, today);
            at = (morning > at ? morning : at).AddMinutes(dice.Between(9, 95));
            yield return (at, story, beat);
        }
    }

    /// <summary>The beginning of work so many working days ago; of today a long time before now.</summary>
    private static DateTimeOffset Morning(int workingDaysAgo, DateTimeOffset today)
    {
        var day = new DateTimeOffset(today.UtcDateTime.Date, TimeSpan.Zero).AddHours(7);
        while (day > today.AddHours(-8) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(-1);
        while (workingDaysAgo-- > 0)
            do
                day = day.AddDays(-1);
            while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return day;
    }

    private async Task<Folder> Make(FolderStory story, IReadOnlyList<FiledLetter> filed, CancellationToken ct)
    {
        var owner = _town.People[story.Owner];
        var letter = Letter(story, owner, filed);
        var matter = letter?.Matter ?? SeedTown.Must(await openMatter.Run(owner, Matter(story, owner), ct)).Id;
        var items = new List<NewItem>();
        DocumentId? mail = null;
        if (letter is not null && await Incoming(owner, matter, ct) is var (document, part))
        {
            mail = document;
            items.Add(new NewItem(part, 1, Decisive: story.Draft is null));
        }
        if (story.Draft is { } text)
            items.Add(new NewItem(SeedTown.Must(await upload.Run(owner, matter, await Draft(story, letter, text, ct), ct)), 1, Decisive: true));
        var directives = story.Directives;
        if (story.Reply is { } reply && letter is not null)
            directives = directives.Insert(0, await Reply(owner, letter, mail, items[^1].Document, reply, ct));
        var wanted = new NewFolder
        {
            Subject = story.Subject,
            Matter = matter,
            Items = items,
            Fields = story.Amount is { } amount
                ? ImmutableSortedDictionary<string, decimal>.Empty.Add(Telling.Amount, amount)
                : ImmutableSortedDictionary<string, decimal>.Empty,
            Route = story.Route,
            Policy = story.Policy,
            FourEyes = story.FourEyes,
            Directives = directives,
            Start = !story.StaysDraft,
        };
        var made = SeedTown.Must(await makeFolder.Run(owner, wanted, Guid.CreateVersion7(db.Now), ct));
        return SeedTown.Must(await showFolder.Run(owner, made, ct)).Folder;
    }

    private async Task<Folder> Do(FolderStory story, Folder folder, Beat beat, CancellationToken ct)
    {
        var command = beat.Do(folder) with { Revision = folder.Revision };
        if (beat.NewDraft is { } text && command is ReplaceItem replace)
            command = replace with { Version = await Rewrite(story, replace.Document, text, ct) };
        var commandId = Guid.CreateVersion7(db.Now);
        var now =
            beat.Who.Length > 0
                ? SeedTown.Must(await act.Run(_town.People[beat.Who], folder.Id, commandId, command, ct))
                : await ByProgram(folder.Id, commandId, command, ct);
        if (now.State != FolderState.Completed)
            return now;
        using var runner = new JobRunner(jobs, [carryOut], NullLogger<JobRunner>.Instance);
        while (await runner.Step(carryOut, ct)) { }
        return now;
    }

    private async Task<Folder> ByProgram(CirculationFolderId id, Guid commandId, Command command, CancellationToken ct)
    {
        await using var unit = await db.Write(_town.Program.Actor, ct);
        var now = SeedTown.Must<Folder>(await act.Within(unit, _town.Program, Acting.Program, id, commandId, command));
        await unit.Commit();
        return now;
    }

    /// <summary>The newest letter of the theme that the owner sees and that no other folder is about; an invoice must be a file.</summary>
    private FiledLetter? Letter(FolderStory story, Caller owner, IReadOnlyList<FiledLetter> filed)
    {
        var found = filed.LastOrDefault(one =>
            string.Equals(one.Arrival.Theme.Name, story.Theme, StringComparison.Ordinal)
            && owner.Sight.ContainsKey(_town.Offices[one.Arrival.Theme.Office])
            && (one.Arrival.HasPdf || story.Draft is not null)
            && !_taken.Contains(one.Matter)
        );
        if (found is not null)
        {
            _taken.Add(found.Matter);
            _letters[story] = found;
        }
        return found;
    }

    private NewMatter Matter(FolderStory story, Caller owner) =>
        new()
        {
            PlanUnit = _town.Plan[Theme.All.First(theme => string.Equals(theme.Name, story.Theme, StringComparison.Ordinal)).PlanUnit],
            Subject = story.Subject,
            Office = owner.Office!.Value,
            Responsible = owner.Staff,
        };

    /// <summary>The mail in the matter, and the file in it that is worth reading: the first PDF, else the mail itself.</summary>
    private async Task<(DocumentId Mail, DocumentId Part)?> Incoming(Caller owner, MatterId matter, CancellationToken ct)
    {
        var timeline = SeedTown.Must(await showTimeline.Run(owner, matter, null, 20, ct));
        var mails = timeline.Items.Where(item => item.Kind == DocumentKind.Mail).ToList();
        if (mails.Count == 0)
            return null;
        var mail = mails.FirstOrDefault(item => item.Parts.Any(IsPdf)) ?? mails[0];
        return (new DocumentId(mail.Id), mail.Parts.FirstOrDefault(IsPdf)?.Id ?? new DocumentId(mail.Id));

        static bool IsPdf(DocumentPart part) => part.ContentType == "application/pdf";
    }

    private async Task<NewDocument> Draft(FolderStory story, FiledLetter? letter, string text, CancellationToken ct)
    {
        var written = DraftLetter.Text(story, letter?.Arrival, Musterstadt.Of(story.Owner), LocalDays.Of(db.Now), text);
        return new NewDocument
        {
            Id = new DocumentId(Guid.CreateVersion7(db.Now)),
            Kind = DocumentKind.Letter,
            Office = default,
            Title = $"Entwurf: {story.Subject}",
            Author = _town.People[story.Owner].Name,
            ReceivedAt = db.Now,
            Content = await Content(story, written, ct),
            Text = DocumentText.Of(written),
        };
    }

    private async Task<int> Rewrite(FolderStory story, DocumentId document, string text, CancellationToken ct)
    {
        var written = DraftLetter.Text(story, _letters.GetValueOrDefault(story)?.Arrival, Musterstadt.Of(story.Owner), LocalDays.Of(db.Now), text);
        return SeedTown.Must(
            await addVersion.Run(_town.People[story.Owner], document, await Content(story, written, ct), DocumentText.Of(written), ct)
        );
    }

    private async Task<NewContent> Content(FolderStory story, string written, CancellationToken ct)
    {
        var bytes = PdfLetter.Write(Musterstadt.Name, written, null, story.Subject);
        var blob = new StoredBlob(await blobs.Put(_town.Tenant, bytes, ct), bytes.Length);
        return new NewContent(blob, "application/pdf", "Entwurf.pdf");
    }

    private async Task<Directive> Reply(
        Caller owner,
        FiledLetter letter,
        DocumentId? mail,
        DocumentId decision,
        string text,
        CancellationToken ct
    )
    {
        var wanted = new NewDispatch
        {
            Matter = letter.Matter,
            Answers = mail,
            Text = new DraftText
            {
                To = letter.Arrival.From,
                Subject = $"AW: {letter.Arrival.Subject}",
                Body = $"Guten Tag {letter.Arrival.SenderName},\n\n{text}\n\nMit freundlichen Grüßen\n{owner.Name}",
                Files = [new DraftFile(decision)],
            },
        };
        return new Directive { Kind = DirectiveKind.Dispatch, Target = SeedTown.Must(await prepareReply.Run(owner, wanted, ct)).Value };
    }
}

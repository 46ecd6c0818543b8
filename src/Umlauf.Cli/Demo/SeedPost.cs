using System.Text;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Cli.Demo;

/// <summary>
/// Lets three months of post reach a seeded town, delivery by delivery, through the same use cases as real post: taken in, read, filed by the people whose work
/// that is. What the last days brought still waits in the tray, and some of it cannot be read.
/// </summary>
internal sealed class SeedPost(
    SeedClock clock,
    IBlobStore blobs,
    SetUpChannel setUpChannel,
    OpenChannel openChannel,
    TakeIn takeIn,
    TakeInStream takeInStream,
    ReadWaiting reading,
    OpenMatter openMatter,
    FileArrival fileArrival,
    AddParty addParty,
    WriteNote writeNote,
    PutAwayMatter putAway,
    SeedFolders folders
)
{
    private const int UnfiledDays = 9;
    private readonly Dictionary<int, MatterId> _matters = [];
    private readonly SortedDictionary<int, FiledLetter> _open = [];
    private MatterId _circulars;

    public async Task Run(Town town, long seed, int count, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var channels = new Dictionary<string, Channel>(StringComparer.Ordinal);
        foreach (var (mailbox, office) in Musterstadt.Mailboxes)
            channels[mailbox] = await Mailbox(town, mailbox, town.Offices[office], ct);

        _circulars = await Circulars(town, ct);

        var post = Letters.Arrivals(seed, count, from, to).GroupBy(arrival => Opened(arrival.ReceivedAt));
        folders.Begin(town, to);
        foreach (var delivery in post)
        {
            var opened = Earlier(delivery.Key, to.AddMinutes(-100));
            await folders.GoOn(opened, [.. _open.Values], ct);
            clock.MoveTo(opened);
            var arrivals = await Take(town, channels, [.. delivery], ct);
            var filed = delivery.Where(arrival => IsFiled(arrival, seed, to)).ToList();
            // First what opens a matter, then what continues it; each kind at once, so that many share a sync of the disk.
            await Task.WhenAll(filed.Where(a => !Continues(a)).Select(a => File(town, a, arrivals[a.Index], to, ct)));
            await Task.WhenAll(filed.Where(Continues).Select(a => File(town, a, arrivals[a.Index], to, ct)));
        }
        await folders.GoOn(to, [.. _open.Values], ct);
        clock.MoveTo(to.AddMinutes(-20));
        await Unreadable(town, ct);
        clock.MoveTo(to);
    }

    /// <summary>Where the mailroom puts what nobody has to answer.</summary>
    private async Task<MatterId> Circulars(Town town, CancellationToken ct)
    {
        var matter = new NewMatter
        {
            PlanUnit = town.Plan["10.12"],
            Subject = "Rundbriefe, Abwesenheitsnotizen, Unzustellbares",
            Office = town.Offices["10.3"],
        };
        return SeedTown.Must(await openMatter.Run(town.People["poststelle"], matter, ct)).Id;
    }

    private async Task<Channel> Mailbox(Town town, string mailbox, OfficeId office, CancellationToken ct)
    {
        var settings = new ChannelSettings { Host = "mail.musterstadt.example", User = $"{mailbox}@musterstadt.example" };
        var actor = town.Program.Actor;
        // Not active: there is no such server.
        return SeedTown.Must(
            await setUpChannel.Run(actor, null, $"{mailbox}@musterstadt.example", ChannelKind.Imap, office, settings, active: false, ct)
        );
    }

    private async Task<IReadOnlyDictionary<int, ArrivalId>> Take(
        Town town,
        Dictionary<string, Channel> channels,
        IReadOnlyList<DemoArrival> post,
        CancellationToken ct
    )
    {
        var stored = await Task.WhenAll(post.Select(a => blobs.Put(town.Tenant, a.Bytes, ct)));
        var ids = new Dictionary<int, ArrivalId>();
        foreach (var ofMailbox in post.Zip(stored).GroupBy(pair => pair.First.Mailbox, StringComparer.Ordinal))
        {
            var pairs = ofMailbox.ToList();
            var taken = await takeIn.Run(
                town.Program.Actor,
                channels[ofMailbox.Key],
                pairs.ConvertAll(p => Delivery(p.First, p.Second)),
                ct
            );
            for (var i = 0; i < pairs.Count; i++)
                ids[pairs[i].First.Index] = taken[i].Arrival;
        }
        await reading.Drain(ct);
        return ids;
    }

    private static Delivery Delivery(DemoArrival arrival, ContentHash hash) =>
        new()
        {
            Key = $"INBOX/1/{arrival.Index + 1}",
            Blob = new StoredBlob(hash, arrival.Bytes.Length),
            Source = $"{arrival.Mailbox}@musterstadt.example",
            ContentType = "message/rfc822",
            ReceivedAt = arrival.ReceivedAt,
        };

    /// <summary>The post is opened on Mondays, Wednesdays and Fridays at nine.</summary>
    private static DateTimeOffset Opened(DateTimeOffset received)
    {
        var day = new DateTimeOffset(received.UtcDateTime.Date, TimeSpan.Zero).AddHours(8);
        while (day < received || day.DayOfWeek is not (DayOfWeek.Monday or DayOfWeek.Wednesday or DayOfWeek.Friday))
            day = day.AddDays(1);
        return day;
    }

    private static bool Continues(DemoArrival arrival) => arrival.Nature is Nature.Reply or Nature.Forward;

    private static bool IsFiled(DemoArrival arrival, long seed, DateTimeOffset to)
    {
        var dice = new Dice(seed + 2, arrival.Index);
        return (to - arrival.ReceivedAt).TotalDays > UnfiledDays ? dice.Chance(96) : dice.Chance(35);
    }

    private async Task File(Town town, DemoArrival arrival, ArrivalId id, DateTimeOffset to, CancellationToken ct)
    {
        var dice = new Dice(arrival.Index, 3);
        var office = arrival.Theme.Office;
        var worker = town.People[Worker(office, dice).Login];
        var clerk = arrival.Mailbox == "poststelle" ? town.People[dice.Pick(["poststelle", "poststelle", "hoelscher"])] : worker;
        if (arrival.Nature is Nature.Newsletter or Nature.OutOfOffice or Nature.Bounce)
        {
            SeedTown.Must(await fileArrival.Run(town.People["poststelle"], id, FilingTarget.Into(_circulars), ct));
            return;
        }
        if (arrival.Parent is { } parent && _matters.TryGetValue(parent, out var earlier))
        {
            // A matter that was put away meanwhile takes nothing more: then the letter waits in the tray.
            var added = await fileArrival.Run(clerk, id, FilingTarget.Into(earlier), ct);
            if (added.Refusal?.Code != RecordsRefusals.MatterNotOpen.Code)
                SeedTown.Must(added);
            return;
        }
        var filed = SeedTown.Must(await fileArrival.Run(clerk, id, FilingTarget.Opening(Matter(town, arrival, worker, dice, to)), ct));
        lock (_matters)
            _matters[arrival.Index] = filed.Matter;
        await Work(town, arrival, filed.Matter, worker, dice, to, ct);
    }

    /// <summary>The first of an office has the larger half of the work.</summary>
    private static DemoPerson Worker(string office, Dice dice)
    {
        var workers = Musterstadt.WorkersOf(office);
        return dice.Chance(55) ? workers[0] : dice.Pick(workers);
    }

    private static NewMatter Matter(Town town, DemoArrival arrival, Caller worker, Dice dice, DateTimeOffset to)
    {
        var due = DateOnly.FromDateTime(arrival.ReceivedAt.Date).AddDays(dice.Between(14, 75));
        var today = DateOnly.FromDateTime(to.Date);
        return new NewMatter
        {
            PlanUnit = town.Plan[arrival.Theme.PlanUnit],
            Subject = Bare(arrival.Subject),
            Office = town.Offices[arrival.Theme.Office],
            Responsible = dice.Chance(85) ? worker.Staff : null,
            // A few are late, as everywhere; more would be a scandal.
            DueOn =
                !dice.Chance(60) ? null
                : due >= today ? due
                : dice.Chance(22) ? today.AddDays(-dice.Between(1, 9))
                : today.AddDays(dice.Between(0, 30)),
        };
    }

    private async Task Work(
        Town town,
        DemoArrival arrival,
        MatterId matter,
        Caller worker,
        Dice dice,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        var kind = arrival.Theme.Writer == Writer.Citizen ? PartyKind.Citizen : PartyKind.Organisation;
        var party = new NewParty
        {
            Kind = kind,
            Name = arrival.SenderName,
            Street = arrival.SenderStreet,
            Postcode = arrival.SenderCity[..5],
            City = arrival.SenderCity[6..],
            Email = arrival.From,
        };
        SeedTown.Must(await addParty.Run(worker, matter, party, ct));
        if (dice.Chance(35))
            SeedTown.Must(
                await writeNote.Run(
                    worker,
                    matter,
                    new Letter(dice, arrival.Theme, DateOnly.FromDateTime(arrival.ReceivedAt.Date)).Say("note.text"),
                    ct
                )
            );
        if ((to - arrival.ReceivedAt).TotalDays > 30 && dice.Chance(45))
        {
            SeedTown.Must(await putAway.Run(worker, matter, ct));
            return;
        }
        lock (_open)
            _open[arrival.Index] = new FiledLetter(arrival, matter);
    }

    /// <summary>What no program can read: a person must look.</summary>
    private async Task Unreadable(Town town, CancellationToken ct)
    {
        var actor = town.Program.Actor;
        var counter = await openChannel.Run(actor, null, ChannelKind.Upload, ct);
        (string Name, string Type, byte[] Bytes)[] broken =
        [
            (
                "Bauzeichnung Garage.pdf",
                "application/pdf",
                Encoding.ASCII.GetBytes("%PDF-1.6\n% abgebrochene Übertragung\n1 0 obj\n<</Type/Cata")
            ),
            ("Unterlagen Wohngeld.zip", "application/zip", [0x50, 0x4B, 0x03, 0x04, 0x14, 0, 0, 0, 8, 0, 0x21, 0x54, 1, 2, 3]),
            ("Scan_0007.pdf", "application/pdf", []),
        ];
        foreach (var (name, type, bytes) in broken)
            SeedTown.Must(
                await takeInStream.Run(actor, new(counter), new MemoryStream(bytes), null, "Bürgerbüro, Schalter 2", name, type, ct)
            );
        await reading.Drain(ct);
    }

    private static string Bare(string subject) =>
        subject.Split(": ", 2) is ["AW" or "Re" or "Aw" or "Antw" or "WG" or "Fwd" or "Wtr", var rest] ? Bare(rest) : subject;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

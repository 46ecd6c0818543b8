using System.Text;
using Umlauf.Formats.Reading;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Intake;

public sealed class LedgerTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_is_on_the_ledger_before_it_is_read_and_a_document_after(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);

        var taken = await house.Deliver(channel, Mail("Wohngeld für März"));

        Assert.Equal(ArrivalState.Stored, (await house.Find(taken.Arrival)).At);
        Assert.Equal(1, await house.ReadAll());
        var arrival = await house.Find(taken.Arrival);
        Assert.Equal((ArrivalState.Read, "Wohngeld für März", "anna@example.org"), (arrival.At, arrival.Title, arrival.Author));
        Assert.Empty(await house.Verify());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_delivery_again_is_counted_and_not_doubled(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        var first = await house.Deliver(channel, Mail("Hundesteuer"));
        await house.ReadAll();

        var again = await house.Deliver(channel, Mail("Hundesteuer"));

        Assert.True(again.Repeated);
        Assert.Equal(first.Arrival, again.Arrival);
        Assert.Equal(1, (await house.Find(first.Arrival)).Repeats);
        Assert.Single(await house.All());
        Assert.Equal(0, await house.ReadAll());
        Assert.Empty(await house.Verify());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_bytes_under_two_names_are_two_arrivals_that_know_of_each_other(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        var one = await house.Deliver(channel, Mail("Widerspruch"), "fax-1");
        house.Database.Clock.Advance(TimeSpan.FromMinutes(5));
        var two = await house.Deliver(channel, Mail("Widerspruch"), "fax-2");

        Assert.False(two.Repeated);
        Assert.NotEqual(one.Arrival, two.Arrival);
        var found = (await house.Get<FindArrival>().Run(Operator, two.Arrival, Ct)).Value;
        Assert.Equal(one.Arrival, Assert.Single(found.Same).Id);
        Assert.Equal(TimeSpan.FromMinutes(5), found.Arrival.ReceivedAt - found.Same[0].ReceivedAt);
        Assert.Single(await Blobs(house));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_name_used_for_other_bytes_is_refused(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        var first = await house.Deliver(channel, Mail("eins"), "same-name");

        var refused = await house
            .Get<TakeInStream>()
            .Run(Town, new(channel), new MemoryStream(Mail("zwei")), "same-name", "test", "", "", Ct);

        Assert.Equal(TakeIn.NameReused.Code, refused.Refusal?.Code);
        Assert.Equal(0, (await house.Find(first.Arrival)).Repeats);
        Assert.Single(await house.All());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_that_deliver_at_once_only_the_one_with_a_used_name_is_refused(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        var first = await house.Deliver(channel, Mail("eins"), "name 20");
        var blobs = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(n => house.Get<IBlobStore>().Put(Musterstadt, new MemoryStream(Mail($"Post {n}")), 1 << 20, Ct))
        );

        var all = await Task.WhenAll(
            blobs.Select(
                (blob, n) =>
                    house
                        .Get<TakeIn>()
                        .Run(
                            Town,
                            new(channel),
                            new Delivery
                            {
                                Key = $"name {n}",
                                Blob = blob,
                                Source = "test",
                            },
                            Ct
                        )
            )
        );

        Assert.Equal(TakeIn.NameReused.Code, all[20].Refusal?.Code);
        var taken = all.Where((_, n) => n != 20).Select(one => one.Value).ToList();
        Assert.Equal(blobs.Where((_, n) => n != 20).Select(blob => blob.Hash), taken.Select(one => one.Hash));
        Assert.All(taken, one => Assert.False(one.Repeated));
        Assert.Equal(0, (await house.Find(first.Arrival)).Repeats);
        Assert.Equal(40, (await house.All()).Count);
        Assert.Empty(await house.Verify());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sixteen_senders_of_the_same_delivery_at_once_make_one_arrival(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);

        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => house.Deliver(channel, Mail("Eilt")), Ct)));

        Assert.Single(all.Select(taken => taken.Arrival).Distinct());
        Assert.Single(all, taken => !taken.Repeated);
        Assert.Equal(15, (await house.Find(all[0].Arrival)).Repeats);
        Assert.Empty(await house.Verify());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_a_mailbox_was_rebuilt_nothing_is_doubled_and_nothing_is_lost(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        var blobs = house.Get<IBlobStore>();
        var takeIn = house.Get<TakeIn>();
        var twin = await Store("Zwilling");
        var single = await Store("Einzelkind");
        var late = await Store("Nachzügler");
        await takeIn.Run(Town, channel, [Name("7", "1", twin), Name("7", "2", twin), Name("7", "3", single)], Ct);

        // The same messages under new names, one of the twins a third time, and one that came while the mailbox moved.
        var after = await takeIn.Run(
            Town,
            channel,
            [Name("8", "1", single), Name("8", "2", twin), Name("8", "3", twin), Name("8", "4", twin), Name("8", "5", late)],
            Ct
        );

        Assert.Equal([true, true, true, false, false], after.Select(taken => taken.Repeated));
        Assert.Equal(5, (await house.All()).Count);
        Assert.Equal(2, after.Where(taken => taken.Repeated && taken.Hash == twin.Hash).Select(taken => taken.Arrival).Distinct().Count());
        Assert.Empty(await house.Verify());

        async Task<StoredBlob> Store(string subject) => new(await blobs.Put(Musterstadt, Mail(subject), Ct), Mail(subject).Length);

        static Delivery Name(string validity, string uid, StoredBlob blob) =>
            new()
            {
                Key = uid,
                Scope = $"INBOX {validity}",
                Family = "INBOX",
                Blob = blob,
                Source = "INBOX",
            };
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_cannot_be_read_waits_with_its_reason_and_can_be_read_again(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        var empty = await house.Deliver(channel, [], "empty");
        var noise = await house.Deliver(channel, [0, 1, 2, 3, 0xFF, 0xFE, 0, 9, 8, 7], "noise");
        var good = await house.Deliver(channel, Mail("Guter Brief"), "good");
        await house.ReadAll();

        Assert.Equal((ArrivalState.Exception, "read.empty"), await State(empty));
        Assert.Equal((ArrivalState.Exception, "read.unknown-format"), await State(noise));
        Assert.Equal((ArrivalState.Read, null), await State(good));

        Assert.Equal(2, await house.Get<ReReadArrivals>().Run(Town, Ct));
        Assert.Equal((ArrivalState.Stored, null), await State(empty));
        await house.ReadAll();
        Assert.Equal((ArrivalState.Exception, "read.empty"), await State(empty));
        Assert.Equal(new byte[] { 0, 1, 2, 3, 0xFF, 0xFE, 0, 9, 8, 7 }, await OriginalOf(noise));
        Assert.Empty(await house.Verify());

        async Task<(ArrivalState, string?)> State(Taken taken) =>
            ((await house.Find(taken.Arrival)).At, (await house.Find(taken.Arrival)).Reason);

        async Task<byte[]> OriginalOf(Taken taken) =>
            (await house.Get<FetchOriginal>().Run(Operator, taken.Arrival, Ct)).Value.Bytes.ToArray();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_locked_mail_is_an_exception_that_shows_sender_and_subject_and_can_be_cleared_up(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Pipe);
        var locked = await house.Deliver(
            channel,
            Mail("Vertraulich", "-----BEGIN PGP MESSAGE-----\n\nhQEMA7Gabc\n-----END PGP MESSAGE-----")
        );
        await house.ReadAll();

        var arrival = await house.Find(locked.Arrival);
        Assert.Equal((ArrivalState.Exception, "read.encrypted"), (arrival.At, arrival.Reason));
        Assert.Equal(("Vertraulich", "anna@example.org"), (arrival.Title, arrival.Author));

        Assert.Equal(1, await house.Get<ReReadArrivals>().Run(Town, Ct));
        await house.ReadAll();
        var again = await house.Find(locked.Arrival);
        Assert.Equal((ArrivalState.Exception, arrival.DocumentId), (again.At, again.DocumentId));
        Assert.True((await house.Get<SetAside>().Return(Operator, locked.Arrival, Ct)).Ok);
        Assert.Equal((ArrivalState.Read, null), ((await house.Find(locked.Arrival)).At, (await house.Find(locked.Arrival)).Reason));
        Assert.Empty(await house.Verify());

        // What a person set aside was read; there is nothing to read again.
        Assert.True((await house.Get<SetAside>().Run(Operator, locked.Arrival, "Wem gehört das?", Ct)).Ok);
        Assert.Equal(ReReadArrivals.NotAnException, (await house.Get<ReReadArrivals>().Run(Town, locked.Arrival, Ct)).Refusal);
        Assert.Equal(0, await house.Get<ReReadArrivals>().Run(Town, Ct));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_read_in_part_gains_the_rest_when_it_is_read_again_and_nothing_is_doubled(string database)
    {
        var reader = new LearningReader();
        await using var house = await Open(database, reader);
        var mail = Encoding.UTF8.GetBytes(
            "Subject: Antrag\r\nFrom: a@example.org\r\nMessage-ID: <antrag@example.org>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nHiermit beantrage ich Fensterputzgeld.\r\n"
                + "--b\r\nContent-Type: text/plain; name=erstens.txt\r\nContent-Disposition: attachment; filename=erstens.txt\r\n\r\nZwillingstext\r\n"
                + "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: innen\r\nFrom: c@example.org\r\n\r\nWeitergeleitetes\r\n"
                + "--b\r\nContent-Type: text/plain; name=erstens.txt\r\nContent-Disposition: attachment; filename=erstens.txt\r\n\r\nZwillingstext\r\n--b--\r\n"
        );
        // Long enough to be read with care, by a reader that learns.
        var taken = await house.Deliver(await house.Channel(ChannelKind.Pipe), [.. mail, .. new byte[9 << 20].Select(_ => (byte)'\n')]);
        await house.ReadAll();
        var before = await house.Find(taken.Arrival);
        Assert.Equal((ArrivalState.Exception, "read.damaged"), (before.At, before.Reason));
        Assert.Equal(["erstens.txt"], (await Parts()).Select(part => part.Title));
        var first = (await Parts())[0].Id;

        reader.HasLearned = true;
        Assert.True((await house.Get<ReReadArrivals>().Run(Town, taken.Arrival, Ct)).Ok);
        await house.ReadAll();

        var after = await house.Find(taken.Arrival);
        Assert.Equal((ArrivalState.Read, null, before.DocumentId), (after.At, after.Reason, after.DocumentId));
        var parts = await Parts();
        Assert.Equal(["erstens.txt", "erstens.txt", "innen"], parts.Select(part => part.Title).Order(StringComparer.Ordinal));
        Assert.Equal(first, parts[0].Id);
        foreach (var word in new[] { "Fensterputzgeld", "Weitergeleitetes" })
            Assert.Single((await house.Get<SearchDocuments>().Run(Operator, new SearchQuery(word), Ct)).Value.Hits);
        var kinds = (await house.Get<ReadJournal>().Of(Musterstadt, after.DocumentId!.Value, Ct)).Select(entry => entry.Kind);
        Assert.Equal(["document-added", "document-text-read"], kinds);
        Assert.Empty(await house.Verify());

        async Task<IReadOnlyList<ArrivalPart>> Parts() => (await house.Get<ShowArrival>().Run(Operator, taken.Arrival, Ct)).Value.Parts;
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Attachments_without_text_are_told_and_messages_in_messages_are_kept_to_the_last(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Pipe);
        var inner = "Subject: innen\r\nFrom: c@example.org\r\n\r\nganz unten\r\n";
        for (var i = 0; i < 8; i++)
            inner = $"Subject: Ebene {i}\r\nFrom: c@example.org\r\nContent-Type: message/rfc822\r\n\r\n{inner}";
        var deep = await house.Deliver(channel, System.Text.Encoding.ASCII.GetBytes(inner));
        var scan = await house.Deliver(
            channel,
            System.Text.Encoding.ASCII.GetBytes(
                "Subject: x\r\nFrom: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nText\r\n"
                    + "--b\r\nContent-Type: image/png; name=b.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
            )
        );
        await house.ReadAll();

        var levels = (await house.Get<ShowArrival>().Run(Operator, deep.Arrival, Ct)).Value.Parts;
        Assert.Equal(8, levels.Count);
        Assert.Equal(("innen", false), (levels[^1].Title, levels[^1].IsWithoutText));
        var parts = (await house.Get<ShowArrival>().Run(Operator, scan.Arrival, Ct)).Value.Parts;
        Assert.Equal([("a.txt", false), ("b.png", true)], parts.Select(part => (part.Title, part.IsWithoutText)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_channel_named_by_a_stranger_has_a_name_fit_for_people(string database)
    {
        await using var house = await Open(database);

        var odd = await house.Get<OpenChannel>().Run(Town, " Fach\0verfahren\n" + new string('x', 500), ChannelKind.Http, Ct);
        var none = await house.Get<OpenChannel>().Run(Town, "\0", ChannelKind.Http, Ct);

        Assert.StartsWith("Fachverfahren xxx", odd.Name, StringComparison.Ordinal);
        Assert.InRange(odd.Name.Length, 90, 100);
        Assert.Equal("schnittstelle", none.Name);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_lost_original_is_tried_again_ends_in_the_exception_tray_and_delays_nobody(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        var bytes = Mail("ohne Original");
        var never = new Delivery
        {
            Key = "1",
            Blob = new StoredBlob(ContentHash.Of(bytes), bytes.Length),
            Source = "test",
        };
        var lost = (await house.Get<TakeIn>().Run(Town, new(channel), never, Ct)).Value;
        var good = await house.Deliver(channel, Mail("Guter Brief"));
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await house.ReadAll();
            house.Database.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(ArrivalState.Read, (await house.Find(good.Arrival)).At);
        var arrival = await house.Find(lost.Arrival);
        Assert.Equal((ArrivalState.Exception, ReadNotes.Failed.Code), (arrival.At, arrival.Reason));
        Assert.Equal("intake.original-missing", Assert.Single(await house.Verify()).Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_item_beyond_the_limit_is_refused_while_it_comes_in(string database)
    {
        await using var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Upload);
        var endless = new EndlessStream();

        var refused = await new TakeInStream(
            house.Get<IBlobStore>(),
            house.Get<TakeIn>(),
            Settings.Load(await WithLimit(house.Database.Folder))
        ).Run(Town, new(channel), endless, null, "test", "", "", Ct);

        Assert.Equal((TakeInStream.TooLarge.Code, 413), (refused.Refusal?.Code, refused.Refusal?.Status));
        Assert.InRange(endless.Read, 6_000_000, 6_500_000);
        Assert.Empty(await house.All());
        Assert.Empty(await Blobs(house));
    }

    private static async Task<string> WithLimit(string folder)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "limited")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "umlauf.json"), """{ "intake": { "maxBytes": 6000000 } }""", Ct);
        return data;
    }

    private static async Task<List<StoredBlob>> Blobs(IntakeHouse house)
    {
        var all = new List<StoredBlob>();
        await foreach (var (_, blob) in house.Get<IBlobStore>().List(Ct))
            all.Add(blob);
        return all;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public new long Read { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Read += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    /// <summary>Reads mails in part, as an older version of the program may have done, until it has learned to read the rest.</summary>
    private sealed class LearningReader : IItemReading
    {
        public bool HasLearned { get; set; }

        public Task<ReadItem> Read(ReadOnlyMemory<byte> bytes, string? fileName, string? contentType, CancellationToken ct)
        {
            var item = ItemReader.Read(bytes, fileName, contentType, ReadLimits.Default with { Milliseconds = 600_000 }, ct);
            var part = item with { Text = "", Attachments = [.. item.Attachments.Take(1)], Unread = ReadNote.Damaged };
            return Task.FromResult(HasLearned ? item : part);
        }

        public Task<ReadItem> Draw(ReadOnlyMemory<byte> tiff, int page, CancellationToken ct) => throw new NotSupportedException();
    }
}

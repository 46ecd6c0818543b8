using System.Text.RegularExpressions;
using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Why a matter is proposed (Grund eines Vorschlags).</summary>
public enum ProposalReason
{
    /// <summary>It answers a message that is in the matter.</summary>
    Answers,

    /// <summary>It names the matter's number.</summary>
    NamesNumber,

    /// <summary>Its sender is a party in the matter.</summary>
    SenderIsParty,
}

/// <summary>A matter into which an arrival may belong, and why (Vorschlag). A person decides.</summary>
public sealed record Proposal(MatterId Matter, string Number, string Subject, ProposalReason Reason);

/// <summary>Proposes matters for an arrival: what it answers, the numbers that it names, the matters of its sender (Vorgang vorschlagen).</summary>
public sealed partial class ProposeMatters(Db db, ShowMatter showMatter, FindParties findParties)
{
    /// <summary>More are no help: three keys, three proposals.</summary>
    public const int Most = 3;

    private const int MostNumbers = 5;

    /// <param name="by">Only matters in this person's sight are proposed.</param>
    /// <param name="arrival">What came.</param>
    /// <param name="words">Subject and text, where numbers are looked for.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Proposal>> Run(Caller by, ArrivalId arrival, string words, CancellationToken ct)
    {
        var (sender, answered) = await Envelope(by, arrival, ct);
        var found = new Dictionary<MatterId, Proposal>();
        foreach (var matter in answered)
            Add(await showMatter.Run(by, matter, ct), ProposalReason.Answers);
        foreach (var number in Numbers().Matches(words).Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(MostNumbers))
            Add(await showMatter.ByNumber(by, number, ct), ProposalReason.NamesNumber);
        if (sender.Length > 0 && found.Count < Most)
        {
            foreach (var party in await findParties.Run(by, sender, Most, ct))
            {
                if (party.State == MatterState.Open)
                    found.TryAdd(party.MatterId, new Proposal(party.MatterId, party.Number, party.Subject, ProposalReason.SenderIsParty));
            }
        }
        return [.. found.Values.Take(Most)];

        void Add(Result<MatterHead> matter, ProposalReason reason)
        {
            if (matter is { Ok: true, Value: { State: MatterState.Open } head })
                found.TryAdd(head.Id, new Proposal(head.Id, head.Number, head.Subject, reason));
        }
    }

    private async Task<(string Sender, IReadOnlyList<MatterId> Answered)> Envelope(Caller by, ArrivalId arrival, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        var envelope = await unit.One<EnvelopeRow>(
            "SELECT arrival_id, sender, message_id, answers, nature, seal FROM intake_envelope WHERE tenant_id = @tenant AND arrival_id = @arrival",
            new { arrival }
        );
        if (envelope is null)
            return ("", []);
        var ids = envelope.Answered.Take(MostNumbers).ToList();
        if (ids.Count == 0)
            return (envelope.Sender, []);
        var args = ids.Select((id, i) => (Name: $"message{i}", id))
            .ToDictionary(pair => pair.Name, pair => (object?)pair.id, StringComparer.Ordinal);
        var matters = await unit.Query<MatterId>(
            $"""
            SELECT DISTINCT d.matter_id FROM intake_envelope e
            JOIN intake_arrival a ON a.tenant_id = e.tenant_id AND a.id = e.arrival_id
            JOIN records_pub_document d ON d.tenant_id = a.tenant_id AND d.id = a.document_id
            WHERE e.tenant_id = @tenant AND e.message_id <> '' AND e.message_id IN ({string.Join(
                ", ",
                args.Keys.Select(name => "@" + name)
            )})
                AND d.matter_id IS NOT NULL
            """,
            args
        );
        return (envelope.Sender, matters);
    }

    /// <summary>Digits with separators between them, as numbers of matters are written: 50-12/2026-0815.</summary>
    [GeneratedRegex(
        @"(?<![\w/.-])\d[\w]*(?:[-/.][\w]+){2,6}(?![\w/-])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 250
    )]
    private static partial Regex Numbers();
}

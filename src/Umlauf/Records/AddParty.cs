using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>A citizen or organisation to be taken into a matter (neue/r Beteiligte/r).</summary>
public sealed record NewParty
{
    public required PartyKind Kind { get; init; }
    public required string Name { get; init; }
    public string Street { get; init; } = "";
    public string Postcode { get; init; } = "";
    public string City { get; init; } = "";
    public string Email { get; init; } = "";
}

/// <summary>Takes a party into a matter: somebody new, or somebody known from another matter (Beteiligte aufnehmen).</summary>
public sealed class AddParty(Db db, JournalWriter journal)
{
    public static readonly Refusal NoName = new(
        "records.party-without-name",
        "Der Name fehlt oder ist länger als 200 Zeichen.",
        "The name is missing or has more than 200 characters."
    );

    public static readonly Refusal NoEmail = new(
        "records.party-email-unusable",
        "Das ist keine E-Mail-Adresse.",
        "This is no e-mail address."
    );

    public static readonly Refusal NoSuchParty = new(
        "records.no-such-party",
        "Diese Person oder Organisation gibt es nicht, oder Sie dürfen sie nicht sehen.",
        "There is no such party, or you may not see it.",
        404
    );

    public async Task<Result<PartyId>> Run(Caller by, MatterId matter, NewParty party, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var added = await Within(unit, by, matter, party);
        if (added.Ok)
            await unit.Commit();
        return added;
    }

    /// <summary>Inside a transaction that does more, e.g. opens the matter.</summary>
    public async Task<Result<PartyId>> Within(Unit unit, Caller by, MatterId matter, NewParty party)
    {
        var name = DocumentText.Line(party.Name, 201);
        if (name.Length is 0 or > 200)
            return NoName;
        var email = DocumentText.Line(party.Email, 255);
        if (
            email.Length > 0
            && (
                email.Length > 254
                || email.IndexOf('@', StringComparison.Ordinal) is var at && (at < 1 || at > email.Length - 2)
                || email.Contains(' ', StringComparison.Ordinal)
            )
        )
            return NoEmail;
        var taken = await MatterAtWork.Take(unit, by, matter);
        if (!taken.Ok)
            return taken.Refusal!;
        var id = Ids.New<PartyId>(unit.Now);
        await unit.Exec(
            """
            INSERT INTO records_party (tenant_id, id, kind, name, street, postcode, city, email, email_key)
            VALUES (@tenant, @id, @kind, @name, @street, @postcode, @city, @email, @key)
            """,
            new
            {
                id,
                kind = party.Kind.ToString(),
                name,
                street = DocumentText.Line(party.Street, 200),
                postcode = DocumentText.Line(party.Postcode, 20),
                city = DocumentText.Line(party.City, 200),
                email,
                key = FindParties.Key(email),
            }
        );
        await Join(unit, matter, id);
        return id;
    }

    /// <summary>Somebody whom the caller knows from another matter.</summary>
    public async Task<Result<Done>> Known(Caller by, MatterId matter, PartyId party, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await MatterAtWork.Take(unit, by, matter);
        if (!taken.Ok)
            return taken.Refusal!;
        var rights = Visible.Matters(by);
        var seen = await unit.Scalar<long>(
            $"""
            SELECT count(*) FROM records_matter_party mp JOIN records_matter m ON m.tenant_id = mp.tenant_id AND m.id = mp.matter_id
            WHERE mp.tenant_id = @tenant AND mp.party_id = @party AND {rights.Sql}
            """,
            rights.With(new { party })
        );
        if (seen == 0)
            return NoSuchParty;
        await Join(unit, matter, party);
        await unit.Commit();
        return default(Done);
    }

    private async Task Join(Unit unit, MatterId matter, PartyId party)
    {
        var joined = await unit.Exec(
            "INSERT INTO records_matter_party (tenant_id, matter_id, party_id) VALUES (@tenant, @matter, @party) ON CONFLICT DO NOTHING",
            new { matter, party }
        );
        if (joined > 0)
            journal.Append(unit, "party-added", matter.Value, new { party = party.Value });
    }
}

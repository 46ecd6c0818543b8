using Umlauf.Circulation.Engine;
using Umlauf.Formats.Xdomea;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>
/// Finds who is meant by a contact of another system (Verzeichnis des Hauses). Only who is certain is found: exactly one active person of that name,
/// with or without title, where several have it the one in the named office; exactly one open office of that name or code; a role by its word.
/// Whoever belongs to another institution is never one of ours. Everybody else stays as the words that were written.
/// </summary>
internal sealed class HouseDirectory
{
    private static readonly (Role Role, string[] Words)[] roles =
    [
        (Role.Mayor, ["Bürgermeister/in", "Bürgermeister", "Bürgermeisterin", "Oberbürgermeister", "Oberbürgermeisterin", "Mayor"]),
        (Role.Mailroom, ["Poststelle", "Mailroom"]),
        (Role.Administrator, ["Verwaltung der Einstellungen", "Administrator"]),
    ];

    private readonly string house;
    private readonly ILookup<string, StaffMemberId> people;
    private readonly ILookup<string, OfficeId> offices;
    private readonly ILookup<StaffMemberId, OfficeId> posts;

    private HouseDirectory(
        string house,
        ILookup<string, StaffMemberId> people,
        ILookup<string, OfficeId> offices,
        ILookup<StaffMemberId, OfficeId> posts
    ) => (this.house, this.people, this.offices, this.posts) = (house, people, offices, posts);

    public static async Task<HouseDirectory> Of(Unit unit)
    {
        var ownName = await unit.Scalar<string?>("SELECT name FROM identity_pub_administration WHERE tenant_id = @tenant");
        var staffRows = await unit.Query<NameRow>(
            "SELECT id, name, login AS code FROM identity_pub_staff WHERE tenant_id = @tenant AND active = true"
        );
        var officeRows = await unit.Query<NameRow>(
            "SELECT id, name, code FROM identity_pub_office WHERE tenant_id = @tenant AND closed_at IS NULL"
        );
        var postRows = await unit.Query<PostRow>("SELECT staff_id, office_id FROM identity_pub_post WHERE tenant_id = @tenant");
        return new HouseDirectory(
            Plain(ownName),
            staffRows.ToLookup(row => WithoutTitle(row.Name), row => new StaffMemberId(row.Id), StringComparer.Ordinal),
            officeRows
                .SelectMany(row => new[] { Plain(row.Name), Plain(row.Code) }.Distinct(StringComparer.Ordinal).Select(key => (key, row.Id)))
                .ToLookup(pair => pair.key, pair => new OfficeId(pair.Id), StringComparer.Ordinal),
            postRows.ToLookup(row => row.StaffId, row => row.OfficeId)
        );
    }

    public Addressee Find(Contact contact)
    {
        var person = Joined(contact.Title, contact.GivenName, contact.FamilyName);
        var role = Filled(contact.Role ?? contact.Activity);
        var unit = Filled(contact.Unit);
        var institution = Filled(contact.Institution ?? contact.InstitutionShort);
        var found =
            institution is not null && Plain(institution) != house ? null
            : person is not null ? Person(Joined(contact.GivenName, contact.FamilyName) ?? person, unit)
            : role is not null && RoleOf(role) is { } ours ? Addressee.Of(ours)
            : unit is not null && offices[Plain(unit)].ToList() is [var office] ? Addressee.Of(office)
            : null;
        if (found is not null)
            return found;
        var meant = new Meant
        {
            Person = person,
            Role = role,
            Office = unit,
            House = institution,
        };
        return Addressee.Of(meant.Text.Length > 0 ? meant : meant with { Person = Nobody });
    }

    /// <summary>A contact without any name.</summary>
    private const string Nobody = "ohne Namen";

    private Addressee? Person(string name, string? unit)
    {
        var named = people[WithoutTitle(name)].ToList();
        if (named.Count > 1 && unit is not null)
            named = [.. named.Where(one => posts[one].Any(office => offices[Plain(unit)].Contains(office)))];
        return named is [var only] ? Addressee.Of(only) : null;
    }

    private static Role? RoleOf(string word)
    {
        foreach (var (role, words) in roles)
        {
            if (words.Any(one => Plain(one) == Plain(word)))
                return role;
        }
        return null;
    }

    /// <summary>Case and runs of white space do not matter.</summary>
    private static string Plain(string? text) => string.Join(' ', Parts(text)).ToLowerInvariant();

    /// <summary>"Dr. Petra Weber" is "Petra Weber".</summary>
    private static string WithoutTitle(string name) =>
        string.Join(' ', Parts(name).SkipWhile(part => part.EndsWith('.'))).ToLowerInvariant();

    private static string? Joined(params string?[] parts) => Filled(string.Join(' ', parts.Select(Filled).OfType<string>()));

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : string.Join(' ', Parts(text));

    private static string[] Parts(string? text) => (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private sealed record NameRow
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public required string Code { get; init; }
    }

    private sealed record PostRow
    {
        public required StaffMemberId StaffId { get; init; }
        public required OfficeId OfficeId { get; init; }
    }
}

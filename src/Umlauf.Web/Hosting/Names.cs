using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Platform;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Hosting;

/// <summary>What the offices and people of the house are called. Lists hold ids; this puts words to them without a query per row.</summary>
public sealed class Names(IReadOnlyList<OfficeInTree> tree, IReadOnlyList<StaffMember> staff, IReadOnlyDictionary<StaffMemberId, Away> away)
{
    private readonly Dictionary<OfficeId, Office> offices = tree.ToDictionary(place => place.Office.Id, place => place.Office);
    private readonly Dictionary<StaffMemberId, StaffMember> people = staff.ToDictionary(person => person.Id);

    public static readonly Names None = new([], [], new Dictionary<StaffMemberId, Away>());

    /// <summary>The name of the house: that of the office at the top of the tree.</summary>
    public string Administration => tree.Count > 0 ? tree[0].Office.Name : "Umlauf";

    public string Office(OfficeId id) => offices.TryGetValue(id, out var office) ? office.Name : T("unbekanntes Amt", "unknown office");

    public string Person(StaffMemberId id) =>
        people.TryGetValue(id, out var person) ? person.Name : T("unbekannte Person", "unknown person");

    /// <summary>Who acted, as the journal writes it.</summary>
    public string Actor(string actor) =>
        actor.Split(';', ':') is ["staff", var id, ..] && Ids.Parse<StaffMemberId>(id) is { } person ? Person(person)
        : actor == "system" ? T("Programm", "Program")
        : T("Schlüssel", "Key");

    /// <summary>"abwesend bis Fr, 11.12.2026, Vertretung: Stefan König"; null when the person is there.</summary>
    public string? Away(StaffMemberId id)
    {
        if (!away.TryGetValue(id, out var found))
            return null;
        var until = found.ToOn is { } day
            ? T($"abwesend bis {Moments.Date(day)}", $"away until {Moments.Date(day)}")
            : T("abwesend", "away");
        return found.Deputy is { } deputy
            ? T($"{until}, Vertretung: {Person(deputy)}", $"{until}, deputy: {Person(deputy)}")
            : T($"{until}, ohne Vertretung", $"{until}, without deputy");
    }

    /// <summary>The people who can sign in, as one types them: "Ayşe Kaya (kaya)"; and what stands beside the name.</summary>
    public IEnumerable<(string Typed, string? Away)> Suggestions =>
        staff.Where(person => person.Active).Select(person => ($"{person.Name} ({person.Login})", Away(person.Id)));

    /// <summary>Whom somebody means who typed a name, a login, or both; null when nobody or several are called so.</summary>
    public StaffMemberId? Typed(string? text)
    {
        var words = (text ?? "").Trim();
        var found = staff
            .Where(person =>
                person.Active
                && (
                    string.Equals(words, person.Login, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(words, person.Name, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(words, $"{person.Name} ({person.Login})", StringComparison.OrdinalIgnoreCase)
                )
            )
            .Take(2)
            .ToList();
        return found is [var only] ? only.Id : null;
    }

    /// <summary>The open offices, as choices, in the order of the tree.</summary>
    public IEnumerable<SelectListItem> OfficeChoices =>
        tree.Where(place => place.Office.ClosedAt is null)
            .Select(place => new SelectListItem($"{place.Office.Code} {place.Office.Name}", place.Office.Id.Value.ToString()));

    /// <summary>The people who can sign in, as choices, by name, those who are away marked; the first choice is nobody.</summary>
    public IEnumerable<SelectListItem> PersonChoices =>
        staff
            .Where(person => person.Active)
            .Select(person => new SelectListItem(
                Away(person.Id) is { } words ? $"{person.Name} ({words})" : person.Name,
                person.Id.Value.ToString()
            ))
            .Prepend(new SelectListItem(T("– niemand –", "– nobody –"), ""));
}

/// <summary>Keeps the names of each administration for half a minute, so that a page costs no query for them.</summary>
public sealed class NameBook(ListOffices listOffices, ListStaff listStaff, ListAway listAway, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<TenantId, (DateTimeOffset At, Names Names)> books = new();

    public async Task<Names> For(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (books.TryGetValue(caller.Tenant, out var book) && now - book.At < Fresh)
            return book.Names;
        var staff = new List<StaffMember>();
        for (StaffMember? last = null; ; last = staff[^1])
        {
            var page = await listStaff.Run(caller, null, last, ListStaff.LargestPage, ct);
            staff.AddRange(page);
            if (page.Count < ListStaff.LargestPage)
                break;
        }
        var names = new Names(await listOffices.Run(caller, ct), staff, await listAway.Run(caller, ct));
        books[caller.Tenant] = (now, names);
        return names;
    }

    /// <summary>After a change: the next page asks again.</summary>
    public void Forget(Caller caller) => books.TryRemove(caller.Tenant, out _);
}

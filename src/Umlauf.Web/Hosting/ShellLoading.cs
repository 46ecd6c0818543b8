using System.Text;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Live;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Hosting;

/// <summary>Finds out before a page runs what its frame shows: whose house this is, who is signed in, where one can go, how much waits.</summary>
internal static class ShellLoading
{
    private static readonly object shellKey = new();
    private static readonly object namesKey = new();

    public static void AddShell(this IServiceCollection services)
    {
        services.AddSingleton<NameBook>();
        services.AddScoped(provider => Of(provider, shellKey) as Shell ?? new Shell());
        services.AddScoped(provider => Of(provider, namesKey) as Names ?? Names.None);
    }

    public static void UseShell(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is not null)
                    await Load(context);
                await next(context);
            }
        );

    private static object? Of(IServiceProvider provider, object key) =>
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Items[key];

    private static async Task Load(HttpContext context)
    {
        if (CallerFeature.Of(context) is not { Staff: not null } caller)
            return;
        var names = await context.RequestServices.GetRequiredService<NameBook>().For(caller, context.RequestAborted);
        context.Items[namesKey] = names;
        var rights = Rights.Of(caller);
        var waiting = await context.RequestServices.GetRequiredService<CountWaiting>().Run(caller, context.RequestAborted);
        var links = new List<ShellLink>();
        if (rights.May(Right.SeeDesk))
            links.Add(new("/schreibtisch", "desk", T("Mein Schreibtisch", "My desk"), waiting[WaitingCounts.Desk]));
        if (rights.May(Right.Circulate))
        {
            if (rights.May(Right.SeeDesk))
                links.Add(new("/unterschriftsmappe", "edit", T("Unterschriftsmappe", "Signature folder")));
            links.Add(new("/mappen", "folder", T("Umlaufmappen", "Folders")));
        }
        if (rights.May(Right.SeeTray))
            links.Add(new("/eingang", "tray", T("Eingang", "Tray"), waiting[WaitingCounts.Tray]));
        if (rights.May(Right.SeeRecords))
        {
            links.Add(new("/akten", "records", T("Akten", "Records")));
            links.Add(new("/ausgang", "send", T("Ausgang", "Outgoing"), waiting[WaitingCounts.Outgoing]));
        }
        if (rights.May(Right.Search))
            links.Add(new("/suche", "search", T("Suche", "Search")));
        if (rights.May(Right.SeeDesk))
            links.Add(new("/vertretung", "calendar", T("Vertretung", "Deputies")));
        if (rights.May(Right.ReadJournal))
            links.Add(new("/protokoll", "journal", T("Protokoll", "Journal")));
        if (rights.May(Right.Administrate))
            links.Add(new("/verwaltung", "settings", T("Verwaltung", "Administration")));
        if (rights.May(Right.Operate))
            links.Add(new("/betrieb", "operations", T("Betrieb", "Operations")));
        context.Items[shellKey] = new Shell
        {
            Administration = names.Administration,
            Person = caller.Name,
            Key = ContentHash.Of(Encoding.UTF8.GetBytes($"{caller.Actor}")).Hex[..12],
            Office = caller.OfficeName,
            Links = caller.MustChangePassword ? [] : links,
            Matters = waiting.Matters,
            MaySearch = rights.May(Right.Search),
        };
    }
}

using System.Collections.Frozen;
using Microsoft.AspNetCore.Html;

namespace Umlauf.Web.TagHelpers;

/// <summary>Our line icons, 24 units square, drawn in the colour of the text beside them. They never carry meaning alone.</summary>
internal static class Icons
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["desk"] = "M3 10h18M5 10v9M19 10v9M9 10V5h10v5M5 14h6v5",
        ["tray"] = "M3 13l3-8h12l3 8v6H3zM3 13h5l1.5 3h5L16 13h5",
        ["records"] = "M3 6h6l2 2.5h10V19H3zM3 11.5h18",
        ["search"] = "M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.5 15.5L21 21",
        ["settings"] = "M4 7h9M17 7h3M4 12h3M11 12h9M4 17h11M19 17h1M15 5v4M9 10v4M17 15v4",
        ["operations"] = "M3 12h4l2.5-7 5 14 2.5-7h4",
        ["mail"] = "M3 6h18v12H3zM3 7l9 6.5L21 7",
        ["send"] = "M3 11L21 3l-6.5 18-4-8zM10.5 13L21 3",
        ["upload"] = "M12 16V5M7.5 9L12 4.5 16.5 9M4 15v5h16v-5",
        ["download"] = "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 16v4h16v-4",
        ["fax"] = "M7 9V4h10v5M4 9h16v8h-3M7 17H4V9M7 14h10v6H7z",
        ["scan"] = "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M3 12h18",
        ["folder"] = "M3 6h6l2 2.5h10V19H3z",
        ["globe"] = "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
        ["attachment"] = "M20 11.5l-8.5 8.5a5 5 0 0 1-7-7L13 4.5a3.3 3.3 0 0 1 4.7 4.7L9.5 17.5a1.6 1.6 0 0 1-2.3-2.3L14.5 8",
        ["document"] = "M6 3h8l4 4.5V21H6zM14 3v5h4M9 13h6M9 16.5h6",
        ["image"] = "M3 5h18v14H3zM3 16l5-5 5 5 3-3 5 4.5M15.5 9.5h.1",
        ["person"] = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
        ["people"] =
            "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.8-3.5 3.2-5 6.5-5s5.7 1.5 6.5 5M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.8c1.9.7 3 2.3 3.5 4.7",
        ["office"] = "M4 20V9l8-5 8 5v11M2.5 20h19M8 20v-8M12 20v-8M16 20v-8",
        ["clock"] = "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5.5l3.5 2",
        ["calendar"] = "M4 6h16v14H4zM4 10.5h16M8 3.5v4M16 3.5v4",
        ["undo"] = "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4",
        ["refresh"] = "M20 5v5h-5M4 19v-5h5M5 9.5a7.5 7.5 0 0 1 14-1M19 14.5a7.5 7.5 0 0 1-14 1",
        ["check"] = "M4.5 12.5l5 5 10-11",
        ["close"] = "M6 6l12 12M18 6L6 18",
        ["add"] = "M12 5v14M5 12h14",
        ["minus"] = "M5 12h14",
        ["edit"] = "M4 20l1-4.5L16.5 4 20 7.5 8.5 19z",
        ["alert"] = "M12 4l9.5 16h-19zM12 10v5M12 17.5v.1",
        ["info"] = "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 11v5.5M12 7.5v.1",
        ["lock"] = "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
        ["key"] = "M8 16a4.5 4.5 0 1 1 4.2-6H21v4h-2.5v-1.5h-2V14h-4.3A4.5 4.5 0 0 1 8 16zM8 11.5h.1",
        ["shield"] = "M12 3l8 3v6c0 4.5-3.2 7.5-8 9-4.8-1.5-8-4.5-8-9V6zM8.5 12l2.5 2.5 4.5-5",
        ["journal"] = "M6 3h13v18H6zM6 7H4M6 12H4M6 17H4M10 8h5.5M10 12h5.5",
        ["print"] = "M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z",
        ["keyboard"] = "M2.5 6h19v12h-19zM6 10h.1M10 10h.1M14 10h.1M18 10h.1M7 14h10",
        ["chevron"] = "M9 5l7 7-7 7",
        ["back"] = "M11 5l-7 7 7 7M4 12h16",
        ["forward"] = "M13 5l7 7-7 7M20 12H4",
        ["up"] = "M5 11l7-7 7 7M12 4v16",
        ["down"] = "M5 13l7 7 7-7M12 20V4",
        ["move"] = "M4 6h7v12H4zM14 12h7M18 9l3 3-3 3",
        ["note"] = "M5 4h14v11l-5 5H5zM14 20v-5h5M8.5 8.5h7M8.5 12h4",
        ["logout"] = "M10 4H4v16h6M15 8l4 4-4 4M19 12H9",
        ["filter"] = "M3 5h18l-7 8v6l-4-2v-4z",
        ["disk"] = "M3 15l3-10h12l3 10v5H3zM3 15h18M17 17.5h.1",
        ["api"] = "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
        ["pencil"] = "M4 20l1-4.5L16.5 4 20 7.5 8.5 19z",
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Names => Paths.Keys;

    public static HtmlString Draw(string name, string? size = null) =>
        new(
            $"""<svg class="u-icon{(size is null ? "" : " u-icon--" + size)}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{Paths[name]}"/></svg>"""
        );
}

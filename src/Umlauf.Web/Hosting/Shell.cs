using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Umlauf.Records;
using Umlauf.Web.TagHelpers;

namespace Umlauf.Web.Hosting;

/// <summary>What the frame around a page shows: whose house this is, who is signed in, where one can go.</summary>
public sealed record Shell
{
    /// <summary>The administration's own name; the frame never shows a default of the federation or of ours.</summary>
    public string Administration { get; init; } = "Umlauf";

    /// <summary>The person signed in; null shows the frame without navigation.</summary>
    public string? Person { get; init; }

    /// <summary>Tells persons of one browser apart without naming them.</summary>
    public string? Key { get; init; }

    public string? Office { get; init; }

    public bool MaySearch { get; init; }

    public IReadOnlyList<ShellLink> Links { get; init; } = [];

    /// <summary>The matters on the person's desk, which the frame has counted for the first of the links.</summary>
    public MatterCount Matters { get; init; }
}

/// <summary>One entry of the navigation.</summary>
/// <param name="Href">Where it leads.</param>
/// <param name="Icon">What stands before it.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Count">How much waits there; empty = nothing, null = it has no counter.</param>
public sealed record ShellLink(string Href, string Icon, string Text, string? Count = null);

/// <summary>Words that a page hands to its frame.</summary>
public static class PageFrame
{
    public static void Title(this ViewDataDictionary view, string title) => view["Title"] = title;

    public static void Path(this ViewDataDictionary view, params Crumb[] path) => view["Path"] = path;

    /// <summary>A page that brings its own heading and uses the whole width.</summary>
    public static void Wide(this ViewDataDictionary view) => view["Wide"] = true;

    /// <summary>Says on the next page what has been done, and where that can be undone.</summary>
    public static void Say(this ITempDataDictionary next, string text, string? undo = null)
    {
        next["Done"] = text;
        next["Undo"] = undo;
    }
}

using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>In which colour the remarks of a rank stand (Farbstifte), by the rule of the house; the words always say it, too.</summary>
public sealed class RankColours(Umlauf.Platform.Settings settings)
{
    private readonly CirculationSettings chosen = settings.Part<CirculationSettings>("circulation");

    /// <summary>"green", as the style sheet calls it.</summary>
    public string Style(Rank rank) => Of(rank).ToString().ToLowerInvariant();

    /// <summary>"grün: Bürgermeister/in".</summary>
    public string Words(Rank rank) => $"{Word(Of(rank))}: {FolderWords.Rank(rank)}";

    private RankColour Of(Rank rank) =>
        rank switch
        {
            Rank.Mayor => chosen.MayorColour,
            Rank.DeputyMayor => chosen.DeputyMayorColour,
            Rank.Head => chosen.HeadColour,
            _ => chosen.CaseOfficerColour,
        };

    private static string Word(RankColour colour) =>
        colour switch
        {
            RankColour.Green => T("grün", "green"),
            RankColour.Red => T("rot", "red"),
            RankColour.Blue => T("blau", "blue"),
            RankColour.Brown => T("braun", "brown"),
            RankColour.Violet => T("violett", "violet"),
            _ => T("schwarz", "black"),
        };
}

using System.Globalization;
using Umlauf.Circulation.Engine;
using Umlauf.Platform;
using Umlauf.Web.Pages.Circulation;

namespace Umlauf.Web.Tests.Pages;

public sealed class RankColoursTests
{
    public RankColoursTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");

    [Fact]
    public void The_house_chooses_the_colours_and_the_words_follow()
    {
        var folder = Directory.CreateTempSubdirectory("umlauf-colours-");
        var usual = new RankColours(Settings.Load(folder.FullName));
        File.WriteAllText(
            Path.Combine(folder.FullName, "umlauf.json"),
            """{ "circulation": { "mayorColour": "brown", "headColour": "green" } }"""
        );
        var own = new RankColours(Settings.Load(folder.FullName));
        folder.Delete(recursive: true);

        Assert.Equal(["black", "blue", "red", "green"], Enum.GetValues<Rank>().Select(usual.Style));
        Assert.Equal(["black", "green", "red", "brown"], Enum.GetValues<Rank>().Select(own.Style));
        Assert.Equal("braun: Bürgermeister/in", own.Words(Rank.Mayor));
        Assert.Equal("grün: Leitung", own.Words(Rank.Head));
    }
}

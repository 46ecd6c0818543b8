using Umlauf.Web.Tests.Kit;

[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(TownHall))]

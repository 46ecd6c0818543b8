// Ways in which a lower capability can use a higher one.
using Umlauf.Architecture.Planted;
using Umlauf.Intake;

namespace Umlauf.Intake
{
    public class Arrival : Exception
    {
        public static int Count;

        public static void Take() { }
    }

    public sealed class MarkAttribute(Type type) : Attribute
    {
        public Type Type { get; } = type;
    }

    /// <summary>Allowed: from above to below.</summary>
    public sealed class TakeArrival
    {
        public Records.Matter? Matter { get; init; }

        public Identity.OfficeId Office { get; init; }
    }
}

namespace Umlauf.Identity
{
    public readonly record struct OfficeId(Guid Value);
}

namespace Umlauf.Records
{
    public sealed class Matter;

    [Breaks(Wall.Table), Breaks(Wall.Sealed)]
    public class ByInheritance : Arrival;

    [Breaks(Wall.Table)]
    public sealed class ByField
    {
        private Arrival? arrival;
    }

    [Breaks(Wall.Table)]
    public sealed class ByGenericArgument
    {
        private Dictionary<string, List<Arrival[]>>? arrivals;
    }

    [Breaks(Wall.Table)]
    public sealed class ByParameter
    {
        public void Run(Arrival arrival) { }
    }

    [Breaks(Wall.Table)]
    public sealed class ByConstraint<T>
        where T : Arrival;

    [Breaks(Wall.Table)]
    public sealed class ByStaticCall
    {
        public void Run() => Arrival.Take();
    }

    [Breaks(Wall.Table)]
    public sealed class ByStaticField
    {
        public int Run() => Arrival.Count;
    }

    [Breaks(Wall.Table)]
    public sealed class ByCatchClause
    {
        public void Run()
        {
            try
            {
                Console.Out.Flush();
            }
            catch (Arrival) { }
        }
    }

    [Breaks(Wall.Table)]
    public sealed class ByLambda
    {
        public Func<object, bool> Run() => thing => thing is Arrival;
    }

    [Breaks(Wall.Table)]
    public sealed class ByAsyncMethod
    {
        public async Task Run()
        {
            await Task.Yield();
            Arrival.Take();
        }
    }

    [Breaks(Wall.Table)]
    public sealed class ByIterator
    {
        public IEnumerable<object> Run()
        {
            yield return new Arrival();
        }
    }

    [Breaks(Wall.Table)]
    public sealed class ByTypeOf
    {
        public Type Run() => typeof(Arrival);
    }

    [Breaks(Wall.Table)]
    public sealed class ByNestedType
    {
        private sealed class Inside
        {
            private Arrival? arrival;
        }
    }

    [Breaks(Wall.Table)]
    [Mark(typeof(string))]
    public sealed class ByAttribute;

    [Breaks(Wall.Table)]
    public sealed class ByGenericMethod
    {
        public object Run() => Array.Empty<Arrival>();
    }
}

namespace Umlauf.Records.Search
{
    [Breaks(Wall.Table)]
    public sealed class ByNestedNamespace
    {
        public Arrival? Arrival { get; init; }
    }
}

namespace Umlauf.Platform
{
    [Breaks(Wall.Table)]
    public sealed class PlatformUsesACapability
    {
        public Identity.OfficeId Office { get; init; }
    }
}

namespace Umlauf.Formats
{
    [Breaks(Wall.Table)]
    public sealed class FormatUsesPlatform
    {
        public Platform.TenantId Tenant { get; init; }
    }
}

namespace Umlauf.Formats.Mail
{
    [Breaks(Wall.Formats)]
    public sealed class OpensAFile
    {
        public IEnumerable<byte> Run(string path)
        {
            foreach (var one in File.ReadAllBytes(path))
                yield return one;
        }
    }

    [Breaks(Wall.Formats)]
    public sealed class CallsHome
    {
        public async Task<string> Run(Uri address)
        {
            using var client = new HttpClient();
            return await client.GetStringAsync(address);
        }
    }

    /// <summary>Allowed: streams in memory, the names of files.</summary>
    public sealed class ReadsBytes
    {
        public string Run(byte[] bytes) => Path.GetExtension(new StreamReader(new MemoryStream(bytes)).ReadToEnd());
    }
}

namespace Umlauf.Web.Pages
{
    [Breaks(Wall.Adapters)]
    public sealed class PageWithVendor
    {
        public object Run() => new Adapters.Sqlite.SqliteDialect("umlauf.db");
    }
}

namespace Umlauf.Cellar
{
    [Breaks(Wall.Table)]
    public sealed class RoomThatIsNotInTheTable;
}

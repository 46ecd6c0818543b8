using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Umlauf.Formats.Xdomea;

namespace Umlauf.Formats.Tests.Xdomea;

/// <summary>The official schemas, which are not part of the repository.</summary>
internal static class Schemas
{
    private static readonly Dictionary<string, XmlSchemaSet> compiled = [];

    public static void Accept(XdomeaMessage message, XdomeaVersion version) =>
        Accept(message.Xml, version == XdomeaVersion.V40 ? "4.0.0/xdomea-Nachrichten-AussonderungDurchfuehren.xsd" : "3.1.0/xdomea.xsd");

    public static void Accept(ReadOnlyMemory<byte> message, string schema)
    {
        var problems = new List<string>();
        XDocument.Load(new MemoryStream(message.ToArray())).Validate(Set(schema), (_, e) => problems.Add(e.Message));
        Assert.Empty(problems);
    }

    private static XmlSchemaSet Set(string schema)
    {
        var file = Path.Combine(Corpus.Standard("xdomea"), "xsd", schema);
        lock (compiled)
        {
            if (compiled.TryGetValue(file, out var known))
                return known;
            var set = new XmlSchemaSet { XmlResolver = new Offline(Path.GetDirectoryName(file)!) };
            set.Add(null, file);
            set.Compile();
            return compiled[file] = set;
        }
    }

    /// <summary>Web addresses of the base schemas lead to the files beside.</summary>
    private sealed class Offline(string folder) : XmlUrlResolver
    {
        public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
            absoluteUri.IsFile
                ? base.GetEntity(absoluteUri, role, ofObjectToReturn)
                : File.OpenRead(Path.Combine(folder, Path.GetFileName(absoluteUri.LocalPath)));
    }
}

using Umlauf.Circulation.Engine;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>What the journal records of an act: its hash and where the folder stands then; the words of people stay out of it.</summary>
internal static class FolderFacts
{
    public static object Of(Decision decided, string data, Guid commandId) =>
        new
        {
            revision = decided.Act.Revision,
            act = Hash(data),
            command = commandId,
            state = decided.Folder.State.ToString(),
        };

    public static string Hash(string data) => ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(data)).Hex;
}

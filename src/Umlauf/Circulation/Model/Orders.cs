using Umlauf.Circulation.Engine;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>Whether the orders at the end of a folder can be carried out (Verfügungen prüfen).</summary>
internal static class Orders
{
    public const int Most = 20;

    public static Refusal? Check(NewFolder folder)
    {
        if (folder.Directives.Length > Most)
            return FolderRefusals.BadDirective.With($"höchstens {Most} / at most {Most}");
        var bad = folder.Directives.FirstOrDefault(order =>
            order.Kind switch
            {
                DirectiveKind.PutAway => folder.Matter is null,
                DirectiveKind.BringForward => folder.Matter is null || order.On is null,
                DirectiveKind.Pay => order.Target is { } document && folder.Items.All(item => item.Document.Value != document),
                _ => order.Target is null,
            }
        );
        return bad is null ? null : FolderRefusals.BadDirective.With(bad.Kind.ToString());
    }
}

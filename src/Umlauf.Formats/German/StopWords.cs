namespace Umlauf.Formats.German;

/// <summary>Words without a meaning of their own (Füllwörter), in folded form; they are not indexed.</summary>
internal static class StopWords
{
    private static readonly HashSet<string> Words =
    [
        .. (
            "der die das den dem des ein eine einer eines einem einen und oder aber doch denn weil dass daß wenn ob als wie zu zum zur im in ins "
            + "am an ans auf aus bei beim mit nach von vom vor für durch über unter um gegen ohne bis seit ich du er sie es wir ihr mich mir dich dir "
            + "ihn ihm uns euch ihnen sich mein meine meiner meines meinem meinen dein deine sein seine seiner seines seinem seinen unser unsere "
            + "unserer unseres unserem unseren euer eure ihre ihrer ihrem ihren ihres ist sind war waren bin bist hat haben hatte hatten habe wird "
            + "werden wurde wurden worden nicht auch nur noch schon so da hier dort dann dies diese dieser dieses diesem diesen man kann können "
            + "soll sollen muss müssen sowie bzw sehr was wer wo wegen"
        )
            .Split(' ')
            .Select(word => GermanFolding.Fold(word)),
    ];

    /// <summary>Whether a folded word is a stop word.</summary>
    public static bool Contains(string folded) => Words.Contains(folded);
}

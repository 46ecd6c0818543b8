namespace Umlauf.Identity;

/// <summary>What a page or call requires (Recht). Who has it is decided in <see cref="Rights"/>, nowhere else.</summary>
public enum Right
{
    /// <summary>Any signed-in person, for the own account: password, second factor, sign-out. Never a key.</summary>
    OwnAccount,

    /// <summary>The own desk (Schreibtisch).</summary>
    SeeDesk,

    /// <summary>Bring something in: deliver over HTTP, upload (Eingang erfassen).</summary>
    Deliver,

    /// <summary>The tray and its items; which ones, <see cref="Rights.MaySee"/> says (Eingang).</summary>
    SeeTray,

    /// <summary>Search; what is found, <see cref="Rights.MaySee"/> says (Suche).</summary>
    Search,

    /// <summary>Case files, matters and documents; which ones, <see cref="Rights.MaySee"/> says (Akten einsehen).</summary>
    SeeRecords,

    /// <summary>File, refile, open matters, write notes, name people for a matter (Akten bearbeiten).</summary>
    ChangeRecords,

    /// <summary>Circulation folders: make them, act in them; which ones, the folder's participants and <see cref="Rights.MaySee"/> say (Umlaufmappen).</summary>
    Circulate,

    /// <summary>Route templates; which ones may be saved, the use case says (Laufweg-Vorlagen).</summary>
    SeeTemplates,

    /// <summary>The journal of the whole administration (Protokoll einsehen).</summary>
    ReadJournal,

    /// <summary>Offices, people, keys, channels, filing plan (Einstellungen).</summary>
    Administrate,

    /// <summary>Health, ledger, jobs, disk (Betrieb).</summary>
    Operate,
}

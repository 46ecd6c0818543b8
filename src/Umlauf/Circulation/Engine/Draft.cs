using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Umlauf.Identity;

namespace Umlauf.Circulation.Engine;

/// <summary>
/// A folder while an act changes it. The only place where events take effect: deciding and replaying both go through <see cref="Apply"/>,
/// so that they cannot disagree (invariant I4).
/// </summary>
internal sealed class Draft
{
    private long revision;
    private Act act;
    private readonly ImmutableArray<Event>.Builder events = ImmutableArray.CreateBuilder<Event>();
    private Folder folder;
    private Station[] stations;
    private Step[] steps;
    private bool stationsAreOwn;
    private bool stepsAreOwn;

    public Draft(Folder folder, Act act)
    {
        (this.folder, this.act, revision) = (folder, act, act.Revision);
        stations = ImmutableCollectionsMarshal.AsArray(folder.Stations)!;
        steps = ImmutableCollectionsMarshal.AsArray(folder.Steps)!;
    }

    public Folder Folder => folder;

    public IReadOnlyList<Station> Stations => stations;

    public IReadOnlyList<Step> Steps => steps;

    public Station Station(int number) => stations[number - 1];

    public Step Step(int id) => steps[id - 1];

    /// <summary>Whether a refusal there is one of the final signer, who may also be asked to confirm a change.</summary>
    public bool IsFinal(Station station) =>
        station.Task == StationTask.FinalSign || station.Confirms.Any(number => Station(number).Task == StationTask.FinalSign);

    public ImmutableArray<Event> Events => events.ToImmutable();

    /// <summary>Goes on with the next act of a replay.</summary>
    public void Continue(Act next) => (act, revision) = (next, next.Revision);

    /// <summary>Records and applies.</summary>
    public void Emit(Event happened)
    {
        events.Add(happened);
        Apply(happened);
    }

    public Folder Freeze()
    {
        var frozen = folder with
        {
            Revision = revision,
            Stations = ImmutableCollectionsMarshal.AsImmutableArray(stations),
            Steps = ImmutableCollectionsMarshal.AsImmutableArray(steps),
        };
        (stationsAreOwn, stepsAreOwn) = (false, false);
        return frozen;
    }

    public void Apply(Event happened)
    {
        switch (happened)
        {
            case FolderMade e:
                Make(e);
                break;
            case RouteSet e:
                folder = folder with { Policy = e.Policy, FourEyes = e.FourEyes, StateChangedAt = revision };
                SetRoute(e.Branches, e.Steps, e.Stations);
                break;
            case FolderStarted:
                folder = folder with { State = FolderState.Running, StateChangedAt = revision };
                break;
            case FolderReturned e:
                folder = folder with
                {
                    State = FolderState.Returned,
                    Returned = e.Reason,
                    ReturnedBy = e.Station,
                    StateChangedAt = revision,
                };
                break;
            case FolderResumed:
                folder = folder with { State = FolderState.Running, Returned = null, ReturnedBy = null, StateChangedAt = revision };
                break;
            case FolderWithdrawn e:
                folder = folder with { State = FolderState.Withdrawn, WithdrawnWhy = e.Why, StateChangedAt = revision };
                break;
            case FolderCompleted:
                folder = folder with
                {
                    State = FolderState.Completed,
                    StateChangedAt = revision,
                    Directives = [.. folder.Directives.Select(one => one with { State = DirectiveState.Due })],
                };
                break;
            case StationsActivated e:
                foreach (var one in e.Stations)
                    Activate(one);
                if (Step(e.Step).State == StepState.Waiting)
                    Set(Step(e.Step) with { State = StepState.Active });
                break;
            case StepsMoved e:
                foreach (var id in e.Steps)
                    Set(Step(id) with { State = e.To });
                break;
            case StationsMoved e:
                Move(e);
                break;
            case DirectiveSettled e:
                folder = folder with { Directives = folder.Directives.SetItem(e.Directive - 1, Settled(e)) };
                break;
            case ItemReplaced e:
                Replace(e);
                break;
            case ChangeMarkedEditorial e:
                folder = folder with
                {
                    Contents = folder.Contents.SetItem(e.Content - 1, folder.Contents[e.Content - 1] with { Editorial = true }),
                };
                break;
            case RemarkWritten e:
                folder = folder with { Remarks = folder.Remarks.Add(Written(e)) };
                break;
            case QuestionAsked e:
                Ask(e);
                break;
            case QuestionAnswered e:
                Answer(e);
                break;
            default:
                ApplyToRoute(happened);
                break;
        }
    }

    private void ApplyToRoute(Event happened)
    {
        switch (happened)
        {
            case StationCompleted e:
                Complete(e);
                break;
            case OutcomesStale e:
                foreach (var number in e.Stations)
                    SetStanding(number, Standing.Stale, null);
                break;
            case OutcomesFresh e:
                foreach (var number in e.Stations)
                    SetStanding(number, Standing.Effective, e.Content);
                break;
            case OutcomeTakenBack e:
                SetStanding(e.Station, Standing.TakenBack, null);
                Set(Station(e.Station) with { State = StationState.Waiting, ChangedAt = revision });
                break;
            case StepAdded e:
                Add(e);
                break;
            case StationAdded e:
                Own(ref stations, ref stationsAreOwn);
                Array.Resize(ref stations, stations.Length + 1);
                stations[^1] = e.Station with { ChangedAt = revision };
                Set(Step(e.Station.Step) with { Stations = Step(e.Station.Step).Stations.Add(e.Station.Number) });
                break;
            case StationRemoved e:
                Leave(Station(e.Station));
                Set(Station(e.Station) with { State = StationState.Removed, ChangedAt = revision });
                break;
            case StationMoved e:
                Leave(Station(e.Station));
                Set(Station(e.Station) with { Step = e.Step, ChangedAt = revision });
                Set(Step(e.Step) with { Stations = Step(e.Step).Stations.Add(e.Station) });
                break;
            case StationDelegated e:
                var handed = Station(e.Station);
                Set(
                    handed with
                    {
                        Addressee = Addressee.Of(e.To),
                        DelegatedBy = handed.DelegatedBy.Add(handed.Addressee),
                        ChangedAt = revision,
                    }
                );
                break;
            case ConfirmsAdded e:
                Set(Station(e.Station) with { Confirms = [.. Station(e.Station).Confirms.Union(e.Confirms).Order()] });
                break;
            case DueExtended e:
                Set(Station(e.Station) with { DueAt = e.DueAt, Superior = null, Reminded = ReminderKind.None });
                break;
            case Reminded e:
                Set(Station(e.Station) with { Reminded = e.Kind });
                break;
            case Escalated e:
                Set(Station(e.Station) with { Superior = e.Superior });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "An event without effect.");
        }
    }

    private void Make(FolderMade e)
    {
        folder = new Folder
        {
            Id = e.Id,
            Owner = e.Owner,
            Revision = revision,
            StateChangedAt = revision,
            Policy = e.Policy,
            FourEyes = e.FourEyes,
            Items = e.Items,
            Contents = [new Content(1, [.. e.Items.Where(item => item.Decisive).Select(item => item.Hash)], Editorial: false)],
            Fields = e.Fields,
            Directives = [.. e.Directives.Select((order, i) => new PlannedDirective(i + 1, order, DirectiveState.Planned, null))],
        };
        SetRoute(e.Branches, e.Steps, e.Stations);
    }

    private void SetRoute(ImmutableArray<Branch> branches, ImmutableArray<Step> newSteps, ImmutableArray<Station> newStations)
    {
        folder = folder with { Branches = branches };
        (steps, stepsAreOwn) = ([.. newSteps], true);
        (stations, stationsAreOwn) = ([.. newStations], true);
    }

    private void Move(StationsMoved e)
    {
        var done = e.To is StationState.Skipped or StationState.Obsolete;
        foreach (var number in e.Stations)
        {
            var station = Station(number);
            Set(station with { State = e.To, Why = e.Why, PausedAt = done ? null : station.PausedAt });
        }
        if (done)
            CloseQuestions(e.Stations);
    }

    private void Activate(Activation one) =>
        Set(
            Station(one.Station) with
            {
                State = StationState.Active,
                Why = null,
                ActiveSince = act.At,
                DueAt = one.DueAt,
                PausedAt = folder.Questions.Any(question => question.Station == one.Station && question.IsOpen) ? act.At : null,
                Superior = null,
                Reminded = ReminderKind.None,
            }
        );

    private void Complete(StationCompleted e)
    {
        var station = Station(e.Station);
        var outcome = new Outcome
        {
            Kind = e.Outcome,
            Option = e.Option,
            Remark = e.Remark,
            ActedBy = act.By,
            OnBehalfOf = e.OnBehalfOf,
            Capacity = e.Capacity,
            At = act.At,
            Content = e.Content,
            CountsFor = e.Content,
            Revision = revision,
            ConfirmedDissents = e.ConfirmedDissents,
        };
        Set(
            station with
            {
                State = StationState.Completed,
                Outcomes = station.Outcomes.Add(outcome),
                PausedAt = null,
                ChangedAt = revision,
            }
        );
        CloseQuestions([e.Station]);
    }

    /// <summary>Nobody needs an answer for a station that is done.</summary>
    private void CloseQuestions(ImmutableArray<int> done)
    {
        if (folder.Questions.Any(one => one.IsOpen && done.Contains(one.Station)))
            folder = folder with
            {
                Questions =
                [
                    .. folder.Questions.Select(one => one.IsOpen && done.Contains(one.Station) ? one with { Closed = true } : one),
                ],
            };
    }

    private void SetStanding(int number, Standing standing, int? content)
    {
        var station = Station(number);
        var last = station.Outcomes[^1];
        var changed = last with { Standing = standing, CountsFor = content ?? last.CountsFor };
        Set(station with { Outcomes = station.Outcomes.SetItem(station.Outcomes.Length - 1, changed) });
    }

    private void Add(StepAdded e)
    {
        Own(ref steps, ref stepsAreOwn);
        Array.Resize(ref steps, steps.Length + 1);
        steps[^1] = e.Step;
        var branch = folder.Branches[e.Step.Branch];
        folder = folder with
        {
            Branches = folder.Branches.SetItem(branch.Id, branch with { Steps = branch.Steps.Insert(e.Place, e.Step.Id) }),
        };
    }

    /// <summary>A step that has lost its last member leaves the route with it.</summary>
    private void Leave(Station station)
    {
        var step = Step(station.Step) with { Stations = Step(station.Step).Stations.Remove(station.Number) };
        Set(step);
        if (step.Stations.Length > 0 || step.Branches.Length > 0)
            return;
        var branch = folder.Branches[step.Branch];
        folder = folder with { Branches = folder.Branches.SetItem(branch.Id, branch with { Steps = branch.Steps.Remove(step.Id) }) };
    }

    private void Ask(QuestionAsked e)
    {
        var question = new Question
        {
            Number = folder.Questions.Length + 1,
            Station = e.Station,
            AskedBy = act.By,
            To = e.To,
            Text = e.Text,
            At = act.At,
        };
        folder = folder with { Questions = folder.Questions.Add(question) };
        Set(Station(e.Station) with { PausedAt = Station(e.Station).PausedAt ?? act.At });
    }

    private void Answer(QuestionAnswered e)
    {
        var answered = folder.Questions[e.Question - 1] with { Answer = e.Text, AnsweredBy = act.By, AnsweredAt = act.At };
        folder = folder with { Questions = folder.Questions.SetItem(e.Question - 1, answered) };
        if (!folder.Questions.Any(other => other.Station == answered.Station && other.IsOpen))
            Set(Station(answered.Station) with { PausedAt = null, DueAt = e.DueAt });
    }

    private void Replace(ItemReplaced e)
    {
        var items = folder.Items.Select(item =>
            item.Document == e.Document
                ? item with
                {
                    Version = e.Version,
                    Hash = e.Hash,
                    ChangedAt = revision,
                    Author = Author(item),
                }
                : item
        );
        folder = folder with { Items = [.. items] };
        if (folder.Items.First(item => item.Document == e.Document).Decisive)
            folder = folder with { Contents = folder.Contents.Add(NewContent()) };
    }

    private StaffMemberId? Author(FolderItem item) => item.Author is null ? null : act.By;

    private Content NewContent() =>
        new(folder.Contents.Length + 1, [.. folder.Items.Where(item => item.Decisive).Select(item => item.Hash)], Editorial: false)
        {
            ChangedBy = act.By,
            ChangedAt = act.At,
        };

    private Remark Written(RemarkWritten e) =>
        new()
        {
            Number = folder.Remarks.Length + 1,
            By = act.By,
            Rank = e.Rank,
            Text = e.Text,
            Document = e.Document,
            Version = e.Version,
            Anchor = e.Anchor,
            At = act.At,
        };

    private PlannedDirective Settled(DirectiveSettled e) =>
        folder.Directives[e.Directive - 1] with
        {
            State = e.Done ? DirectiveState.Done : DirectiveState.Failed,
            Result = e.Result,
        };

    private void Set(Station station)
    {
        Own(ref stations, ref stationsAreOwn);
        stations[station.Number - 1] = station;
    }

    private void Set(Step step)
    {
        Own(ref steps, ref stepsAreOwn);
        steps[step.Id - 1] = step;
    }

    /// <summary>Copied at the first change: a folder is shared by all who read it.</summary>
    private static void Own<T>(ref T[] array, ref bool isOwn)
    {
        if (isOwn)
            return;
        array = (T[])array.Clone();
        isOwn = true;
    }
}

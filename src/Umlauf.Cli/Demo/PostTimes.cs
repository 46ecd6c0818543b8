namespace Umlauf.Cli.Demo;

/// <summary>When post comes in: the share of every hour between two instants.</summary>
internal sealed class PostTimes
{
    private readonly DateTimeOffset _from;
    private readonly double[] _reach;

    public PostTimes(DateTimeOffset from, DateTimeOffset to)
    {
        _from = from;
        _reach = new double[Math.Max(1, (int)(to - from).TotalHours)];
        var sum = 0.0;
        for (var hour = 0; hour < _reach.Length; hour++)
            _reach[hour] = sum += Share(from.AddHours(hour));
    }

    public DateTimeOffset At(long seed, int index, int count)
    {
        var part = (index + new Dice(seed ^ 0x5eed, index).Fraction()) / count * _reach[^1];
        var found = Array.BinarySearch(_reach, part);
        var hour = Math.Min(found < 0 ? ~found : found, _reach.Length - 1);
        var before = hour == 0 ? 0 : _reach[hour - 1];
        var seconds = (int)((part - before) / (_reach[hour] - before) * 3600);
        return _from.AddHours(hour).AddSeconds(seconds);
    }

    private static double Share(DateTimeOffset hour)
    {
        var day = hour.DayOfWeek switch
        {
            DayOfWeek.Saturday => 0.25,
            DayOfWeek.Sunday => 0.2,
            DayOfWeek.Monday => 1.5,
            _ => 1.0,
        };
        return day
            * hour.Hour switch
            {
                < 5 => 0.05,
                < 7 => 0.4,
                < 12 => 1.6,
                < 17 => 1.0,
                < 21 => 0.7,
                _ => 0.25,
            };
    }
}

using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Umlauf.Circulation.Engine;
using Xunit;

namespace Umlauf.Tests.Circulation;

public sealed class ActJsonTests
{
    [Fact]
    public void What_is_read_is_what_was_written() =>
        AnyAct.Of.Sample(
            act =>
            {
                var written = ActJson.Write(act);
                var read = ActJson.Read(written);
                AssertSame(act, read, "act");
                Assert.Equal(written, ActJson.Write(read));
            },
            iter: 3_000
        );

    [Fact]
    public void Every_kind_of_event_is_written_under_a_name_of_its_own()
    {
        var kinds = typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event))).ToHashSet();
        var named = typeof(Event).GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
        Assert.Equal(kinds, named.Select(one => one.DerivedType).ToHashSet());
        Assert.Equal(kinds.Count, named.Select(one => one.TypeDiscriminator).Distinct().Count());

        var made = new HashSet<Type>();
        AnyAct.Event.Sample(
            one =>
            {
                made.Add(one.GetType());
            },
            iter: 3_000,
            threads: 1
        );
        Assert.Equal(kinds, made);
    }

    [Theory]
    [InlineData("""{"revision":1,"at":"2026-11-26T08:00:00+00:00","by":"00000000-0000-0000-0000-000000000000","events":[],"more":1}""")]
    [InlineData(
        """{"revision":1,"at":"2026-11-26T08:00:00+00:00","by":"00000000-0000-0000-0000-000000000000","events":[{"type":"folder-started","x":1}]}"""
    )]
    [InlineData(
        """{"revision":1,"at":"2026-11-26T08:00:00+00:00","by":"00000000-0000-0000-0000-000000000000","events":[{"type":"unheard-of"}]}"""
    )]
    [InlineData(
        """{"revision":1,"at":"2026-11-26T08:00:00+00:00","by":"00000000-0000-0000-0000-000000000000","events":[{"type":"reminded","station":1,"kind":2}]}"""
    )]
    [InlineData("""{"revision":1,"at":"2026-11-26T08:00:00+00:00","events":[]}""")]
    [InlineData("null")]
    public void What_this_version_does_not_know_is_refused(string json)
    {
        Assert.ThrowsAny<JsonException>(() => ActJson.Read(json));
        Assert.ThrowsAny<JsonException>(() => ActJson.Read(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void It_is_compact_and_reads_like_words()
    {
        var act = new Act
        {
            Revision = 7,
            At = new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero),
            By = new(Guid.Parse("01990000-0000-7000-8000-000000000001")),
            Events = [new StationCompleted(3, OutcomeKind.CoSigned, null, "Größe <b>", null, Capacity.Self, 1)],
        };
        Assert.Equal(
            """{"revision":7,"at":"2026-11-26T08:00:00+00:00","by":"01990000-0000-7000-8000-000000000001","events":[{"type":"station-completed","station":3,"remark":"Größe <b>","content":1}]}""",
            Encoding.UTF8.GetString(ActJson.Write(act))
        );
    }

    /// <summary>Field by field, also through lists: records compare lists by identity.</summary>
    private static void AssertSame(object? expected, object? actual, string path)
    {
        if (expected is null || actual is null || expected is string || expected.GetType() is { IsPrimitive: true } or { IsEnum: true })
        {
            Assert.True(Equals(expected, actual), $"{path}: {expected} became {actual}");
            return;
        }
        Assert.True(expected.GetType() == actual.GetType(), path);
        if (expected is IEnumerable list && actual is IEnumerable other)
        {
            var (one, two) = (list.Cast<object>().ToList(), other.Cast<object>().ToList());
            Assert.True(one.Count == two.Count, $"{path}: {one.Count} became {two.Count}");
            for (var i = 0; i < one.Count; i++)
                AssertSame(one[i], two[i], $"{path}[{i}]");
            return;
        }
        if (!expected.GetType().Namespace!.StartsWith("Umlauf", StringComparison.Ordinal))
        {
            Assert.True(expected.Equals(actual), $"{path}: {expected} became {actual}");
            return;
        }
        foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.SetMethod is not null)
                AssertSame(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
        }
    }
}

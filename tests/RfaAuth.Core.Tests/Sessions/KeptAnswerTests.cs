using RfaAuth.Core.Json;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Tests.Sessions;

/// <summary>Large bodies are read into arrays that are used again. An answer must not change when the next ones are read.</summary>
[Collection("Large bodies")]
public sealed class KeptAnswerTests : SessionTests
{
    private const int Items = 300;

    public static TheoryData<string> Forms => ["objects", "items as text", "whole text", "body"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_answer_stays_the_same_while_later_answers_are_read(string form)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, PageOf('a')).Answer(200, PageOf('b')).Answer(200, PageOf('c'));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        var options = Options(form);

        var first = await session.ExecuteAsync(Query, options, default);
        var before = Text(first.Response);
        await session.ExecuteAsync(Query, options, default);
        await session.ExecuteAsync(Query, options, default);

        Assert.Contains(new string('a', 500), before, StringComparison.Ordinal);
        Assert.Equal(before, Text(first.Response));
    }

    /// <summary>A large answer is parsed while it arrives, but not if it begins with a byte order mark.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_large_answer_is_the_same_whether_it_is_parsed_while_it_arrives_or_later(string form)
    {
        foreach (var end in new[] { "", ",\"extensions\":{\"cost\":1}", ",\"errors\":[{\"message\":\"late\",\"path\":[\"list\"]}]", ",\"errors\":[{}]", ",\"data\":1", ",x" })
        {
            var body = PageOf('a', 3000)[..^1] + end + "}";
            Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, body).Answer(200, "\uFEFF" + body);
            using var session = await ConnectAsync(RedFlagAlertApi.Definition);

            var early = await OutcomeAsync(session, Options(form));
            var late = await OutcomeAsync(session, Options(form));

            Assert.Equal(late, early);
            Assert.Equal(end is ",x" or ",\"data\":1", early.StartsWith("RfaException", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_large_answer_is_parsed_once()
    {
        var values = new CountingFactory();
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, PageOf('a', 3000));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        await session.ExecuteAsync(Query, new CallOptions { Values = values }, default);

        Assert.Equal(1, values.Lists);
    }

    private sealed class CountingFactory : IValueFactory
    {
        public int Lists { get; private set; }

        public object CreateObject(ObjectShape shape, object?[] values, int start) => this;

        public object CreateList(object?[] values, int start, int count)
        {
            Lists++;
            return this;
        }
    }

    private static async Task<string> OutcomeAsync(ApiSession session, CallOptions options)
    {
        try
        {
            var result = await session.ExecuteAsync(Query, options, default);
            return Text(result.Response) + string.Concat(result.Errors.Select(error => error.Message)) + string.Join(",", result.Response.Extensions.Keys);
        }
        catch (RfaException exception)
        {
            return $"RfaException {exception.ErrorCode} {exception.Message}";
        }
    }

    [Fact]
    public void Only_arrays_of_medium_size_are_used_again_and_they_are_cleared()
    {
        var medium = LargeBuffers.Rent(100_000);
        Array.Fill(medium, (byte)1, 0, 100_000);

        LargeBuffers.Return(new ArraySegment<byte>(medium, 0, 100_000));

        Assert.All(medium, value => Assert.Equal(0, value));
        Assert.Equal(100, LargeBuffers.Rent(100).Length);
        Assert.Equal(3_000_000, LargeBuffers.Rent(3_000_000).Length);
    }

    [Fact]
    public async Task Two_readers_never_get_the_same_array() => await Task.WhenAll(Enumerable.Range(1, 2000).Select(async number =>
    {
        await Task.Yield();
        var array = LargeBuffers.Rent(100_000);
        var mark = BitConverter.GetBytes(number);
        mark.CopyTo(array, 0);
        await Task.Yield();
        Assert.Equal(mark, array[..4]);
        LargeBuffers.Return(new ArraySegment<byte>(array, 0, 4));
    }));

    private static CallOptions Options(string form) => form switch
    {
        "items as text" => new CallOptions { Values = RawValues.OfItems(["list", "items"], 1) },
        "whole text" => new CallOptions { Values = RawValues.Whole },
        "body" => new CallOptions { KeepBody = true },
        _ => new CallOptions(),
    };

    private static string PageOf(char letter, int items = Items) =>
        "{\"data\":{\"list\":{\"items\":[" + string.Join(",", Enumerable.Repeat($"{{\"name\":\"{new string(letter, 500)}\"}}", items)) + "]}}}";

    private static string Text(GraphQLResponse response) => response.Body ?? Shown(response.Data);

    private static string Shown(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> members => string.Concat(members.Select(member => member.Key + Shown(member.Value))),
        object?[] items => string.Concat(items.Select(Shown)),
        _ => $"{value}",
    };
}

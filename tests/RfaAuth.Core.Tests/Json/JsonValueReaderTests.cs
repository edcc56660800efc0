namespace RfaAuth.Core.Tests.Json;

public sealed class JsonValueReaderTests
{
    private const string Sample =
        """{"a":[1,-2.50,1e3,123456789012345678901234567890,true,false,null],"b":{"x\n\"\u00e9\ud83d\udcb3":"£日本💳\\","":{}},"a":"again" , "c" : [ ] }""";

    [Theory]
    [InlineData("1E400")]
    [InlineData("-1e400")]
    [InlineData("1e9999999999")]
    [InlineData("1e-400")]
    [InlineData("0.1e-999999999999999999999")]
    [InlineData("17976931348623157e293")]
    public void A_number_that_no_type_can_hold_keeps_its_text(string number) =>
        Assert.Equal([1L, number, 2L], (object?[])Read($"[1,{number},2]")!);

    [Fact]
    public void An_integer_that_is_too_long_keeps_its_text()
    {
        var number = new string('7', 10_001);

        Assert.Equal(number, Read(number));
        Assert.Equal(BigInteger.Parse(number[1..], CultureInfo.InvariantCulture), Read(number[1..]));
    }

    [Theory]
    [InlineData("999999999999999999", 999999999999999999L)]
    [InlineData("-999999999999999999", -999999999999999999L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("255", 255L)]
    [InlineData("256", 256L)]
    [InlineData("-1", -1L)]
    [InlineData("-2", -2L)]
    public void An_integer_is_exact(string text, long expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData("99999999.9999999999")]
    [InlineData("0.000000000000000001")]
    [InlineData("-0.10")]
    [InlineData("12345678901.2345678")]
    [InlineData("1234567890123.45678901234567")]
    [InlineData("4294967296.0")]
    public void A_decimal_keeps_its_digits_and_zeros(string text) =>
        Assert.Equal(text, ((decimal)Read(text)!).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void A_text_cut_anywhere_is_an_error_with_its_place()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        Assert.NotNull(Read(bytes, PlainValueFactory.Instance));

        for (var length = 0; length < bytes.Length; length++)
        {
            foreach (var values in new[] { PlainValueFactory.Instance, null })
            {
                var exception = Assert.Throws<RfaException>(() => Read(bytes.AsSpan(0, length).ToArray(), values));

                Assert.Equal((ErrorCodes.InvalidJson, $"The answer is not valid JSON: it ends too early (at byte {length})."), (exception.ErrorCode, exception.Message));
            }
        }
    }

    [Fact]
    public void A_text_cut_anywhere_is_also_an_error_if_it_arrives_in_pieces()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        for (var length = 0; length < bytes.Length; length++)
        {
            foreach (var piece in new[] { 1, 7, 1000 })
            {
                using var reader = TextInPieces.Reader([.. bytes.Take(length)], () => piece);
                Assert.Equal($"The answer is not valid JSON: it ends too early (at byte {length}).", Assert.Throws<RfaException>(() => reader.ReadValue(PlainValueFactory.Instance)).Message);
            }
        }
    }

    [Theory]
    [InlineData("""{"data":hunter22}""", 8)]
    [InlineData("""{"data":"hunter22"x}""", 18)]
    [InlineData("{\"data\":\"hunter22\n\"}", 17)]
    [InlineData("""{"data":"hunter22\x"}""", 17)]
    [InlineData("""{"data":[1,]}""", 11)]
    [InlineData("""{"data":01}""", 10)]
    [InlineData("""{"data":1}}""", 10)]
    public void An_error_says_its_place_and_does_not_show_the_text(string text, int place)
    {
        var exception = Assert.Throws<RfaException>(() => Read(text));

        Assert.EndsWith($" (at byte {place}).", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_around_the_text_are_not_read()
    {
        byte[] bytes = [.. "9"u8, .. "[1,2]"u8, .. "3]"u8];
        using var reader = new JsonValueReader(new ArraySegment<byte>(bytes, 1, 5), JsonSource.Service);

        Assert.Equal([1L, 2L], (object?[])reader.ReadValue(PlainValueFactory.Instance)!);
        reader.End();
    }

    [Fact]
    public void Values_can_be_as_deep_as_the_limit()
    {
        foreach (var values in new[] { PlainValueFactory.Instance, null })
        {
            foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]") })
            {
                var step = open == "[{\"a\":" ? 2 : 1;
                var levels = NestingLimit.Levels / step;
                Read(Nested(open, "1", close, levels), values);
                Assert.Equal(ErrorCodes.TooDeep, Assert.Throws<RfaException>(() => Read(Nested(open, "1", close, levels + 1), values)).ErrorCode);
                Assert.Equal(ErrorCodes.TooDeep, Assert.Throws<RfaException>(() => Read(Nested(open, "1", close, 200_000), values)).ErrorCode);
            }
        }

        // Beside each other nothing is deep.
        Read(Encoding.UTF8.GetBytes("[" + string.Join(",", Enumerable.Repeat("[[]]", 1000)) + "]"), PlainValueFactory.Instance);
    }

    [Fact]
    public void Objects_with_the_same_names_share_one_shape()
    {
        var shapes = new Shapes();
        // One that earlier tests filled takes no new names.
        ShapeTable.Rent();

        Read(Encoding.UTF8.GetBytes("""[{"a":1,"b":2},{"a":3,"b":4},{"b":1,"a":2},{"a":1},{},{"\u0061":1,"b":2},{"a":1,"c":3,"b":2},{"a":5,"b":6}]"""), shapes);

        Assert.Equal(["a,b", "a,b", "b,a", "a", "", "a,b", "a,c,b", "a,b"], shapes.Seen.Select(shape => string.Join(",", shape.Names)));
        Assert.Same(shapes.Seen[0], shapes.Seen[1]);
        Assert.Same(shapes.Seen[0], shapes.Seen[5]);
        Assert.Same(shapes.Seen[0], shapes.Seen[7]);
        Assert.NotSame(shapes.Seen[0], shapes.Seen[2]);
    }

    [Fact]
    public void A_repeated_name_keeps_its_place_and_takes_the_last_value()
    {
        var value = (IReadOnlyDictionary<string, object?>)Read("""{"b":1,"a":2,"b":{"b":3},"a":null,"c":4}""")!;

        Assert.Equal(["b", "a", "c"], value.Keys);
        Assert.Equal((null, 4L), (value["a"], value["c"]));
        Assert.Equal(3L, ((IReadOnlyDictionary<string, object?>)value["b"]!)["b"]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(300)]
    [InlineData(5000)]
    public void Any_number_of_distinct_names_is_read(int count)
    {
        var members = string.Join(",", Enumerable.Range(0, count).Select(i => $"\"name {i}\":{i}"));
        var others = string.Join(",", Enumerable.Range(0, count).Select(i => $"{{\"other {i}\":{i},\"x\":1,\"other {i}\":2}}"));

        var value = (IReadOnlyDictionary<string, object?>)Read($$"""{"map":{{{members}},"name 7":"last"},"list":[{{others}}]}""")!;

        var map = (IReadOnlyDictionary<string, object?>)value["map"]!;
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"name {i}"), map.Keys);
        Assert.Equal(("last", (object?)(count - 1L)), (map["name 7"], map[$"name {count - 1}"]));
        Assert.All((object?[])value["list"]!, (item, i) => Assert.Equal(
            new Dictionary<string, object?> { [$"other {i}"] = 2L, ["x"] = 1L }, (IReadOnlyDictionary<string, object?>)item!));
    }

    [Fact]
    public void A_name_that_is_no_UTF_8_is_not_confused_with_another()
    {
        var text = (byte[])[.. "[{\"\uFFFD\":1},{\""u8, 0xFF, .. "\":2},{\"\uFFFD\":3}]"u8];

        var items = (object?[])Read(text, PlainValueFactory.Instance)!;

        Assert.All(items, item => Assert.Equal(["\uFFFD"], ((IReadOnlyDictionary<string, object?>)item!).Keys));
    }

    [Fact]
    public void Readers_on_many_threads_do_not_disturb_each_other() =>
        Parallel.For(0, 2000, i => Assert.Equal(
            [$"a{i % 7}", $"b{i % 5}"],
            ((IReadOnlyDictionary<string, object?>)Read($$"""{"a{{i % 7}}":{"x{{i % 3}}":1},"b{{i % 5}}":2}""")!).Keys));

    private static byte[] Nested(string open, string value, string close, int levels) => Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat(open, levels)) + value + string.Concat(Enumerable.Repeat(close, levels)));

    private static object? Read(string text) => Read(Encoding.UTF8.GetBytes(text), PlainValueFactory.Instance);

    private static object? Read(byte[] text, IValueFactory? values)
    {
        using var reader = new JsonValueReader(new ArraySegment<byte>(text), JsonSource.Service);
        var value = reader.ReadValue(values);
        reader.End();
        return value;
    }

    private sealed class Shapes : IValueFactory
    {
        public List<ObjectShape> Seen { get; } = [];

        public object CreateObject(ObjectShape shape, object?[] values, int start)
        {
            Seen.Add(shape);
            return shape;
        }

        public object CreateList(object?[] values, int start, int count) => values;
    }
}

using static RfaAuth.Core.Tests.GraphQL.Variables.Coercing;

namespace RfaAuth.Core.Tests.GraphQL.Variables;

/// <summary>Values of a service's custom scalars: numbers by its schema or by the user's word, dates by names that mean the same everywhere.</summary>
public sealed class CustomScalarTests
{
    private static readonly Schema s_schema = SdlReader.Read("""
        type Query { a: Int }
        scalar Decimal scalar Long scalar Short scalar Byte scalar BigInt scalar Money scalar Date scalar DateTime
        enum Port { HTTP }
        input Adjust { value: Decimal!, on: Date, at: DateTime, id: ID, count: Int }
        """);

    private static readonly InputTypes s_read = new(null, s_schema);

    private static readonly TimeSpan s_offset = TimeZoneInfo.Local.GetUtcOffset(new DateTime(2025, 2, 3, 4, 5, 6));

    public static TheoryData<string, string, string> Numbers => new()
    {
        { "Decimal", "12.50", "12.50" },
        { "Decimal!", " -0012.50 ", "-12.50" },
        { "Decimal", "+.5", "0.5" },
        { "Decimal", "0.12345678901234567890123456789012345", "0.12345678901234567890123456789012345" },
        { "Decimal", "1e400", "1e400" },
        { "Long", "9223372036854775807", "9223372036854775807" },
        { "Long", "92233720368547758079223372036854775807", "92233720368547758079223372036854775807" },
        { "Short", "7", "7" },
        { "Byte", "255", "255" },
        { "[Decimal!]!", "1.10", "[1.10]" },
        // What is no number is for the service to judge.
        { "Decimal", "12,50", "\"12,50\"" },
        { "Decimal", "NaN", "\"NaN\"" },
        // Not a number of HotChocolate's, or no scalar here.
        { "BigInt", "12", "\"12\"" },
        { "Money", "12.50", "\"12.50\"" },
        { "Port", "80", "\"80\"" },
        { "ULong", "80", "\"80\"" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Text_for_a_numeric_scalar_of_the_schema_is_sent_as_a_number(string type, string text, string json)
    {
        Assert.Equal(json, JsonOf(type, text, s_read));
        Assert.Equal(json, JsonOfInput($"query ($v: {type}) {{ a }}", s_read, text));
    }

    [Fact]
    public void Text_for_a_scalar_stays_text_without_the_schema() => Assert.Equal("\"12.50\"", JsonOf("Decimal", "12.50"));

    [Fact]
    public void Empty_cells_are_null_and_lists_are_read_item_by_item()
    {
        Assert.Equal("null", JsonOfInput("query ($v: Decimal) { a }", s_read, " "));
        Assert.Null(JsonOfInput("query ($v: Decimal! = 1) { a }", s_read, " "));
        Assert.Equal("[1.0,null,2]", JsonOfInput("query ($v: [Decimal]) { a }", s_read, new object[] { "1.0", "", 2 }));
    }

    public static TheoryData<string, object, string> Declared => new()
    {
        { nameof(ScalarForm.Number), "12.50", "12.50" },
        { nameof(ScalarForm.Number), 12.5m, "12.5" },
        { nameof(ScalarForm.String), "12.50", "\"12.50\"" },
        { nameof(ScalarForm.String), 12.50m, "\"12.50\"" },
        { nameof(ScalarForm.String), 0.1, "\"0.1\"" },
        { nameof(ScalarForm.String), 9007199254740993L, "\"9007199254740993\"" },
        { nameof(ScalarForm.String), BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture), "\"123456789012345678901234567890\"" },
        { nameof(ScalarForm.String), true, "\"true\"" },
        { nameof(ScalarForm.Boolean), "TRUE", "true" },
        { nameof(ScalarForm.Boolean), false, "false" },
        { nameof(ScalarForm.Any), "12.50", "\"12.50\"" },
        { nameof(ScalarForm.Date), new DateTime(2025, 2, 3, 4, 5, 6), "\"2025-02-03\"" },
        { nameof(ScalarForm.Time), new DateTime(2025, 2, 3, 4, 5, 6), "\"04:05:06\"" },
        { nameof(ScalarForm.Time), new TimeSpan(4, 5, 6), "\"04:05:06\"" },
        { nameof(ScalarForm.Time), TimeSpan.FromDays(1), "\"P1D\"" },
        { nameof(ScalarForm.LocalDateTime), new DateTime(2025, 2, 3, 4, 5, 6, 700, DateTimeKind.Utc), "\"2025-02-03T04:05:06.7\"" },
    };

    [Theory]
    [MemberData(nameof(Declared))]
    public void ScalarType_decides_the_form_of_a_scalar(string form, object value, string json)
    {
        Assert.Equal(json, JsonOf("Money!", value, Says("Money", form)));
        Assert.Equal(json, JsonOf("Decimal", value, Says("Decimal", form)));
    }

    [Theory]
    [InlineData(nameof(ScalarForm.Number), "12,50", "text that is no number")]
    [InlineData(nameof(ScalarForm.Number), "", "text that is no number")]
    [InlineData(nameof(ScalarForm.Number), true, "a boolean: give a number")]
    [InlineData(nameof(ScalarForm.Boolean), "yes", "text that is neither true nor false")]
    [InlineData(nameof(ScalarForm.Boolean), 1, "a number: give $true or $false")]
    public void A_value_that_does_not_fit_ScalarType_is_refused(string form, object value, string given)
    {
        var request = new RfaAuth.Core.GraphQL.GraphQLRequest("query ($v: Money) { a }") { InputTypes = Says("Money", form) };
        var exception = Assert.Throws<RfaAuth.Core.Errors.RfaException>(() => request.WithVariables(new Dictionary<string, object?> { ["v"] = value }));
        Assert.Equal($"The variable $v is declared Money and was given {given}.", exception.Message);
    }

    [Fact]
    public void A_date_without_a_zone_for_DateTime_gets_the_local_offset()
    {
        var time = new DateTime(2025, 2, 3, 4, 5, 6);
        var local = $"\"2025-02-03T04:05:06.0000000{(s_offset < TimeSpan.Zero ? "-" : "+")}{s_offset:hh\\:mm}\"";

        Assert.Equal(local, JsonOf("DateTime!", time));
        Assert.Equal($"[{local}]", JsonOf("[DateTime!]!", time));
        Assert.Equal(local, JsonOfInput("query ($v: DateTime) { a }", InputTypes.Unknown, time));
        Assert.Equal("\"2025-02-03T04:05:06.0000000Z\"", JsonOf("DateTime", DateTime.SpecifyKind(time, DateTimeKind.Utc)));
        Assert.Equal("\"2025-02-03T04:05:06.0000000-03:00\"", JsonOf("DateTime", new DateTimeOffset(time, TimeSpan.FromHours(-3))));
        Assert.Equal("\"2025-02-03T04:05:06.0000000\"", JsonOf("String", time));
        Assert.Equal("\"2025-02-03 04:05\"", JsonOf("DateTime", "2025-02-03 04:05"));
    }

    [Theory]
    [InlineData("Date", "2025-02-03")]
    [InlineData("LocalDate!", "2025-02-03")]
    [InlineData("LocalTime", "04:05:06")]
    [InlineData("LocalDateTime", "2025-02-03T04:05:06")]
    public void Only_the_date_or_time_is_sent_for_a_date_or_time_scalar(string type, string text)
    {
        var time = new DateTime(2025, 2, 3, 4, 5, 6);
        Assert.Equal($"\"{text}\"", JsonOf(type, time));
        Assert.Equal($"\"{text}\"", JsonOf(type, DateTime.SpecifyKind(time, DateTimeKind.Utc)));
        Assert.Equal($"\"{text}\"", JsonOf(type, new DateTimeOffset(time, TimeSpan.FromHours(-13))));
    }

    [Fact]
    public void Fields_of_an_input_object_follow_the_schema()
    {
        var value = new Dictionary<string, object?>
        {
            ["value"] = "12.50", ["on"] = new DateTime(2025, 2, 3), ["at"] = "2025-02-03", ["id"] = 7, ["count"] = "3", ["more"] = "1.0",
        };

        // Text of a batch is read as all of it is; of -Variables, Int is as it was given.
        Assert.Equal("""{"value":12.50,"on":"2025-02-03","at":"2025-02-03","id":"7","count":3,"more":"1.0"}""", JsonOfInput("query ($v: Adjust!) { a }", s_read, value));
        Assert.Equal("""{"value":12.50,"on":"2025-02-03","at":"2025-02-03","id":"7","count":"3","more":"1.0"}""", JsonOf("Adjust!", value, s_read));
        Assert.Equal("\"text\"", JsonOf("Adjust", "text", s_read));
    }

    private static InputTypes Says(string name, string form) =>
        new(new Dictionary<string, ScalarForm> { [name] = Enum.Parse<ScalarForm>(form) }, s_schema);
}

namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class ValueReadingTests
{
    private static readonly SourceLocation s_place = new(1, 8);

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("7")]
    [InlineData("-120")]
    [InlineData("123456789012345678901234567890")]
    public void Whole_numbers_keep_their_digits(string text)
    {
        Assert.Equal(new IntValue(text, s_place), Reading.Value(text));
    }

    [Theory]
    [InlineData("0.0")]
    [InlineData("-0.10")]
    [InlineData("1e5")]
    [InlineData("1E5")]
    [InlineData("0e0")]
    [InlineData("1.5e+10")]
    [InlineData("-1.50E-10")]
    [InlineData("1e400")]
    public void Numbers_with_a_fraction_or_an_exponent_are_kept_as_written(string text)
    {
        Assert.Equal(new FloatValue(text, s_place), Reading.Value(text));
    }

    [Theory]
    [InlineData("00", "a number has no leading zeros.", 9)]
    [InlineData("01", "a number has no leading zeros.", 9)]
    [InlineData("-01.5", "a number has no leading zeros.", 10)]
    [InlineData("+1", "unexpected character '+'.", 8)]
    [InlineData("-", "expected a digit, found ')'.", 9)]
    [InlineData("-a", "expected a digit, found 'a'.", 9)]
    [InlineData("--1", "expected a digit, found '-'.", 9)]
    [InlineData("1.", "expected a digit, found ')'.", 10)]
    [InlineData("1.e1", "expected a digit, found 'e'.", 10)]
    [InlineData("1..2", "expected a digit, found '.'.", 10)]
    [InlineData(".5", "unexpected character '.'.", 8)]
    [InlineData("1e", "expected a digit, found ')'.", 10)]
    [InlineData("1e+", "expected a digit, found ')'.", 11)]
    [InlineData("1.5e- 1", "expected a digit, found U+0020.", 13)]
    [InlineData("1.2.3", "a number cannot be followed directly by '.'.", 11)]
    [InlineData("1e5.5", "a number cannot be followed directly by '.'.", 11)]
    [InlineData("0x1F", "a number cannot be followed directly by 'x'.", 9)]
    [InlineData("0.5F", "a number cannot be followed directly by 'F'.", 11)]
    [InlineData("12L", "a number cannot be followed directly by 'L'.", 10)]
    [InlineData("1_000", "a number cannot be followed directly by '_'.", 9)]
    [InlineData("1e5e5", "a number cannot be followed directly by 'e'.", 11)]
    public void Numbers_of_another_form_are_refused_where_they_go_wrong(string text, string problem, int column)
    {
        var error = Reading.Error($"{{ a(v: {text}) }}");

        Assert.Equal(new SourceLocation(1, column), error.Location);
        Assert.Equal(problem, Reading.Problem($"{{ a(v: {text}) }}"));
    }

    [Fact]
    public void A_number_may_end_the_document()
    {
        Assert.Equal("expected an argument's name or ')', found the end of the document.", Reading.Problem("{ a(v: 1"));
        Assert.Equal("expected a digit, found the end of the document.", Reading.Problem("{ a(v: -"));
    }

    [Fact]
    public void True_false_and_null_are_never_enum_values()
    {
        Assert.Equal(new BooleanValue(true, s_place), Reading.Value("true"));
        Assert.Equal(new BooleanValue(false, s_place), Reading.Value("false"));
        Assert.Equal(new NullValue(s_place), Reading.Value("null"));
    }

    [Theory]
    [InlineData("ACTIVE")]
    [InlineData("True")]
    [InlineData("NULL")]
    [InlineData("nullable")]
    [InlineData("_")]
    public void Other_names_are_enum_values(string name)
    {
        Assert.Equal(new EnumValue(name, s_place), Reading.Value(name));
    }

    [Fact]
    public void A_variable_is_named_without_its_dollar()
    {
        Assert.Equal(new Variable("id", s_place), Reading.Value("$id"));
        Assert.Equal(new Variable("id", s_place), Reading.Value("$ id"));
    }

    [Fact]
    public void Lists_may_be_empty_nested_and_mixed()
    {
        Assert.Empty(Assert.IsType<ListValue>(Reading.Value("[]")).Items);

        var list = Assert.IsType<ListValue>(Reading.Value("[1 \"two\", [THREE], $four, {}, null,]"));

        Assert.Equal(
            [typeof(IntValue), typeof(StringValue), typeof(ListValue), typeof(Variable), typeof(ObjectValue), typeof(NullValue)],
            list.Items.Select(item => item.GetType()));
    }

    [Fact]
    public void Objects_keep_the_order_and_the_repetition_of_their_fields()
    {
        Assert.Empty(Assert.IsType<ObjectValue>(Reading.Value("{}")).Fields);

        var fields = Assert.IsType<ObjectValue>(Reading.Value("{b: 1 a: {c: $x}, b: 2}")).Fields;

        Assert.Equal(["b", "a", "b"], fields.Select(field => field.Name));
        Assert.IsType<ObjectValue>(fields[1].Value);
    }

    [Theory]
    [InlineData("query($a: Int = $b) { x }", 17)]
    [InlineData("query($a: [Int] = [1, $b]) { x }", 23)]
    [InlineData("query($a: T = {b: $c}) { x }", 19)]
    [InlineData("query($a: Int @d(e: $b)) { x }", 21)]
    [InlineData("query($a: Int = $) { x }", 17)]
    public void Variables_are_refused_where_only_constants_can_stand(string text, int column)
    {
        Assert.Equal(new SourceLocation(1, column), Reading.Error(text).Location);
        Assert.Equal("a variable cannot stand here, where only constants can.", Reading.Problem(text));
    }
}

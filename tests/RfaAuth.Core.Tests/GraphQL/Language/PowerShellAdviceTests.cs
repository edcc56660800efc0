namespace RfaAuth.Core.Tests.GraphQL.Language;

/// <summary>Each text is what PowerShell makes of a document in double quotes.</summary>
public sealed class PowerShellAdviceTests
{
    private const string Advice =
        "PowerShell replaces each $name in a double-quoted string, often with nothing: put the document in single quotes, '...' or @'...'@.";

    [Theory]
    [InlineData("query(: Int) { a }")] // "query(${id}: Int) { a }"
    [InlineData("query Q( : Int!) { a(id: ) }")] // "query Q($id : Int!) { a(id: $id) }"
    [InlineData("query Q(!) { a(id:) }")] // "query Q($id:Int!) { a(id:$id) }"
    [InlineData("query Q() { a }")] // "query Q($id:ID) { a }"
    [InlineData("query Q(, !) { a }")] // "query Q($a:Int, $b:Int!) { a }"
    [InlineData("query Q(=10) { a }")] // "query Q($first:Int=10) { a }"
    [InlineData("query Q(@d) { a }")] // "query Q($first:Int@d) { a }"
    [InlineData("query Q(5 : Int) { a }")] // the same, where $id is 5
    [InlineData("query Q(1.5 : Float) { a }")]
    public void An_error_for_a_variable_definition_without_its_name_explains_double_quotes(string text)
    {
        AssertAdvised(text);
    }

    [Theory]
    [InlineData("{ a(id: ) }")] // "{ a(id: $id) }"
    [InlineData("{ a(id:) { b } }")]
    [InlineData("{ a(take: , skip: 1) }")] // "{ a(take: $take, skip: 1) }"
    [InlineData("{ a(take: , skip: ) }")]
    [InlineData("{ a(take: \n skip: \n) }")]
    [InlineData("{ a(b: 1, on: , true: 1) }")]
    [InlineData("{ a(b: 1, on: , null: 1) }")]
    [InlineData("{ a(filter: {id: }) }")] // "{ a(filter: {id: $id}) }"
    [InlineData("{ a(filter: {id: , name: \"x\"}) }")]
    [InlineData("{ a(filters: [{id: }]) }")]
    [InlineData("{ a @include(if: ) }")] // "{ a @include(if: $all) }"
    [InlineData("{ a(: 1) }")] // "{ a($name : 1) }"
    [InlineData("{ a(b: {: 1}) }")]
    [InlineData("query Q($a : Int = ) { a }")]
    [InlineData("{ a(id: .Id) }")] // "{ a(id: $company.Id) }"
    [InlineData("{ a(id:.Id) }")]
    [InlineData("mutation { a(input: System.Collections.Hashtable) }")] // where $input is @{ }
    [InlineData("mutation { a(input: System.Object[]) }")]
    public void An_error_for_a_missing_value_explains_double_quotes(string text)
    {
        AssertAdvised(text);
    }

    [Theory]
    [InlineData("{ a(id: $) }")]
    [InlineData("{ a(id: $, b: $1) }")]
    [InlineData("query($: Int) { a }")]
    [InlineData("query($ : Int) { a }")]
    [InlineData("{ a(id: $(5)) }")]
    [InlineData("{ a(id: $")]
    public void An_error_for_a_dollar_sign_without_a_name_explains_double_quotes(string text)
    {
        AssertAdvised(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ }")]
    [InlineData("{ a() }")]
    [InlineData("{ a(b: 1 }")]
    [InlineData("{ a(b: 1, c 2) }")]
    [InlineData("{ a(b: 1 : 2) }")]
    [InlineData("{ a(b: \"c\" : 2) }")]
    [InlineData("{ a(b: [1 : 2]) }")]
    [InlineData("{ a(b: ")]
    [InlineData("{ a(b: |) }")]
    [InlineData("query(id: Int) { a }")]
    [InlineData("query(")]
    [InlineData("query({ a }")]
    [InlineData("query($a: Int = $b) { a }")]
    [InlineData("query($a: ) { a }")]
    [InlineData("{ a: }")]
    [InlineData("{ : a }")]
    [InlineData("{ company.name }")]
    [InlineData("{ ..F }")]
    [InlineData("{ a(b: .5) }")]
    [InlineData(".a")]
    [InlineData("{.a}")]
    [InlineData("{ a(b: .")]
    [InlineData("{ a(b: 'c') }")]
    [InlineData("{ a(b: Microsoft.Thing) }")]
    [InlineData("type X { a: Int }")]
    [InlineData("{ a(b: \"$\" }")]
    public void An_error_for_another_mistake_does_not_mention_PowerShell(string text)
    {
        Assert.DoesNotContain("PowerShell", Reading.Error(text).Message, StringComparison.Ordinal);
    }

    private static void AssertAdvised(string text)
    {
        var lines = Reading.Error(text).Message.Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.Equal(Advice, lines[^1]);
        Assert.EndsWith("^", lines[^2], StringComparison.Ordinal);
    }
}

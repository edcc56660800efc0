namespace RfaAuth.Core.Tests.GraphQL.Language;

/// <summary>One document with every production of the grammar in it.</summary>
public sealed class KitchenSinkTests
{
    public const string Text = """"
        # Everything that an executable document may hold.
        "Asks for companies." query Companies(
          "how many" $take: Int! = 10 @limit(of: 100)
          $ids: [[ID!]!] = [["a"], []], $filter: Filter = {name: "x", tags: [A, B], nested: {}}
        ) @cached(for: 60) {
          first: companies(take: $take, ids: $ids, filter: {name: """
              two
                lines
            """, min: -1.5e3, max: 9007199254740993, open: true, shut: false, none: null, kind: PLC, also: $filter}) @include(if: true) {
            id, name
            ...Parts @skip(if: false)
            ... on Company @d { on type query }
            ... @include(if: true) { fragment }
            ... { true: null }
          }
        }

        mutation Update { update(input: {}) { ok } }
        subscription OnChange { changed }
        """shared""" fragment Parts on Company @d { parts { ...Parts } }
        { __typename }
        """";

    private const string Expected =
        "query Companies($take:Int!=10@limit(of:100) $ids:[[ID!]!]=[[\"a\"] []] $filter:Filter={name:\"x\" tags:[A B] nested:{}})@cached(for:60)"
        + "{first:companies(take:$take ids:$ids filter:{name:\"\"\"two\n  lines\"\"\" min:-1.5e3 max:9007199254740993 open:true shut:false none:null "
        + "kind:PLC also:$filter})@include(if:true){id name ...Parts@skip(if:false) ...on Company@d{on type query} ...@include(if:true){fragment} "
        + "...{true:null}}}\n"
        + "mutation Update{update(input:{}){ok}}\n"
        + "subscription OnChange{changed}\n"
        + "query{__typename}\n"
        + "fragment Parts on Company@d{parts{...Parts}}\n";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A_document_with_all_of_the_grammar_is_read_with_any_line_end(string lineTerminator)
    {
        Assert.Equal(Expected, DocumentText.Of(Document.Parse(Text.ReplaceLineEndings(lineTerminator))));
    }

    [Fact]
    public void A_document_cut_anywhere_is_a_syntax_error_or_a_shorter_document()
    {
        var shorter = 0;
        for (var length = 0; length < Text.Length; length++)
        {
            try
            {
                Document.Parse(Text[..length]);
                shorter++;
            }
            catch (GraphQLSyntaxException error)
            {
                Assert.True(error.Location.Line <= Text[..length].Split('\n').Length);
            }
        }

        // After each of the five definitions but the last, and in the blanks behind them.
        Assert.InRange(shorter, 4, 10);
    }
}

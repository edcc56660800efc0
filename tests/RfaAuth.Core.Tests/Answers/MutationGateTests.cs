namespace RfaAuth.Core.Tests.Answers;

public sealed class MutationGateTests
{
    private const string One = "mutation { a }";
    private const string OneObject = "mutation { a { x } }";
    private const string Two = "mutation {\n  a\n  b\n}";
    private const string Conditional = "mutation ($yes: Boolean!, $no: Boolean!) { a b @include(if: $no) c @skip(if: $yes) }";

    private static readonly Dictionary<string, object?> s_variables = new() { ["yes"] = true, ["no"] = false };

    [Theory]
    [InlineData("{ a b }", """{"data":{"a":1,"b":null},"errors":[{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData("{ a b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    public void A_refused_query_is_sent_again(string query, string body) => Assert.True(MayResend(query, 200, body));

    [Theory]
    [InlineData(One, """{"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData(One, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":12}]}]}""")]
    [InlineData(One, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":1}]}]}""")]
    [InlineData(One, """{"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(One, """{"data":null,"errors":[{"message":"Unauthorized"}]}""")] // mercurius and Python's engines have `data` in every answer
    [InlineData(One, """{"data":{"a":null},"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData(One, """{"data":{},"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(One, """{"data":null,"errors":[{"message":"Unauthorized","path":[]}]}""")]
    [InlineData(One, """{"data":null,"errors":[{"message":"x","path":["a"],"extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""")]
    [InlineData(One, """{"data":{"a":null},"errors":[{"message":"x","path":["a"],"extensions":{"code":"UNAUTHENTICATED"}}]}""")]
    [InlineData(One, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(OneObject, """{"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData(OneObject, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(OneObject, """{"data":{"a":null},"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":12}]}]}""")]
    [InlineData("mutation { first: a }", """{"data":null,"errors":[{"message":"Unauthorized","path":["first"]}]}""")]
    [InlineData("mutation { ...F } fragment F on Mutation { a }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { a { x } a { y } ... { a { z } } }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { a { x } a { y } }", """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":12},{"line":1,"column":20}]}]}""")]
    [InlineData("mutation ($x: Boolean!) { a @include(if: $x) }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { __typename a }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { a t: __typename }", """{"data":{"a":null,"t":"Mutation"},"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    public void A_mutation_with_one_field_that_was_refused_as_a_whole_is_sent_again(string query, string body) => Assert.True(MayResend(query, 200, body));

    [Theory]
    [InlineData(OneObject, """{"data":{"a":{"x":1}},"errors":[{"message":"Unauthorized","path":["a","secret"]}]}""")] // it ran
    [InlineData(OneObject, """{"data":{"a":{"x":null}},"errors":[{"message":"Unauthorized","path":["a","x"]}]}""")]
    [InlineData(OneObject, """{"data":null,"errors":[{"message":"Unauthorized","path":["a","owner","email"]}]}""")] // deeper
    [InlineData(OneObject, """{"data":{"a":null},"errors":[{"message":"Unauthorized","path":["a",0,"email"]}]}""")]
    [InlineData(OneObject, """{"errors":[{"message":"Unauthorized","path":["a","x"]}]}""")]
    [InlineData(OneObject, """{"data":null,"errors":[{"message":"Unauthorized"}]}""")] // a path that the service took away could be deeper
    [InlineData(OneObject, """{"data":{"a":null},"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData(OneObject, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":16}]}]}""")]
    [InlineData(One, """{"errors":[{"message":"Unauthorized","locations":[{"line":9,"column":9}]}]}""")] // elsewhere
    [InlineData(One, """{"errors":[{"message":"Unauthorized","path":"a.b"}]}""")] // no path as the specification has it
    [InlineData(One, """{"errors":[{"message":"Unauthorized","path":[1]}]}""")]
    [InlineData(One, """{"data":null,"errors":[{"message":"Unauthorized","path":["b"]}]}""")] // no such key
    [InlineData(One, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Out of stock","path":["a"]}]}""")]
    [InlineData(One, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Out of stock"}]}""")]
    [InlineData(One, """{"errors":[{"message":"Unauthorized"},{"message":"Out of stock"}]}""")]
    [InlineData(One, """{"data":{"a":1},"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(One, """{"data":{"b":null},"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(One, """{"data":{"a":null},"errors":[]}""")]
    [InlineData("mutation { first: a }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { a: x a: y }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // no valid document: which of them?
    [InlineData("mutation { a ...Missing }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    public void A_mutation_with_one_field_that_may_have_run_is_not_sent_again(string query, string body) => AssertStays(query, body);

    [Theory]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["b"]},{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(Two, """{"data":{"a":null,"b":null},"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(Two, """{"data":{"a":null},"errors":[{"message":"Unauthorized","path":["a"]},{"message":"x","path":["b"],"extensions":{"code":"UNAUTHENTICATED"}}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":2,"column":3}]},{"message":"Unauthorized","locations":[{"line":3,"column":3}]}]}""")]
    [InlineData("mutation { x: a y: a }", """{"data":null,"errors":[{"message":"Unauthorized","path":["x"]},{"message":"Unauthorized","path":["y"]}]}""")]
    [InlineData("mutation { ...F } fragment F on Mutation { a b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData("mutation { a b @include(if: $maybe) }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")] // it was there
    [InlineData("mutation { a(s: \"~\") b }", """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":12}]},{"message":"Unauthorized","locations":[{"line":1,"column":22}]}]}""")] // all ASCII
    [InlineData(Conditional, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // the others are left out
    [InlineData(Conditional, """{"data":{"a":null},"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { a b @skip(if: true) ... @include(if: false) { c } }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    public void A_mutation_with_several_fields_is_sent_again_if_each_was_refused(string query, string body) => Assert.True(MayResend(query, 200, body));

    [Theory]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","path":null,"locations":[]}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized"},{"message":"x","extensions":{"code":"FORBIDDEN"}}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":1}]}]}""")] // at the operation
    [InlineData("mutation { a ...Missing }", """{"errors":[{"message":"Unauthorized"}]}""")]
    public void A_mutation_that_was_refused_before_execution_is_sent_again(string query, string body)
    {
        Assert.True(MayResend(query, 200, body));
        Assert.True(MayResend(query, 401, body));
    }

    [Theory]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // six engines run b all the same
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["b"]}]}""")] // a ran
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // data left out: b may have run
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":2,"column":3}],"customer_facing":false}]}""")] // Toggle
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":3,"column":3}],"customer_facing":false}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","locations":[{"line":2,"column":3}]}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized"}]}""")] // places may have been taken away
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":1}]}]}""")]
    [InlineData(Two, """{"data":{"a":null,"b":null},"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData(Two, """{"data":{"a":null,"b":null},"errors":[{"message":"Unauthorized"},{"message":"Unauthorized"}]}""")] // which is whose?
    [InlineData(Two, """{"data":{"a":1,"b":null},"errors":[{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(Two, """{"data":{"a":1,"b":null},"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(Two, """{"data":{"a":null,"b":null},"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // b ran and gave null
    [InlineData(Two, """{"data":{"a":null},"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // nothing is known of b
    [InlineData(Two, """{"data":{"c":null},"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["c"]}]}""")] // no such key
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b","x"]}]}""")] // b ran
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]},{"message":"Unauthorized","path":["b","x"]}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Out of stock","path":["b"]}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"x","path":["b"],"extensions":{"code":"FORBIDDEN"}}]}""")] // b may have run into it
    [InlineData(Two, """{"data":null,"errors":[{"message":"x","path":["a"],"extensions":{"code":"X"}},{"message":"x","path":["b"],"extensions":{"code":"Y"}}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized"},{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized"},{"message":"Out of stock"}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","path":"a"}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]},{"message":"Unauthorized","path":[1.5]}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":2,"column":3},{"line":3,"column":3}]}]}""")] // one error for both
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":1},{"line":3,"column":3}]}]}""")]
    [InlineData("mutation { a b c }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["c"]}]}""")] // b ran
    [InlineData("mutation { a b c }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData("mutation { first: a second: b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["first"]}]}""")]
    [InlineData("mutation { x: a y: a }", """{"data":null,"errors":[{"message":"Unauthorized","path":["x"]}]}""")]
    [InlineData("mutation { ...F a } fragment F on Mutation { b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation ($x: Boolean!) { a b @skip(if: $x) }", """{"data":{"a":null},"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // left out, or a null that was left out?
    [InlineData("mutation ($no: Boolean!) { a b @skip(if: $no) }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { ... @defer { a } b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation ($s: S = \"😀😀\") { a b }", """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":27}]},{"message":"Unauthorized","locations":[{"line":1,"column":29}]}]}""")] // in code points, in UTF-16
    public void A_mutation_with_several_fields_is_not_sent_again_if_one_may_have_run(string query, string body) => AssertStays(query, body);

    [Theory]
    [InlineData(One, """{"errors":[{"message":"Your visit has ended"}]}""", true)]
    [InlineData(Two, """{"errors":[{"message":"Your visit has ended"}]}""", true)]
    [InlineData(One, """{"data":null,"errors":[{"message":"x","path":["a"],"extensions":{"code":"LOGIN_FIRST"}}]}""", true)]
    [InlineData(Two, """{"data":null,"errors":[{"message":"x","path":["a"],"extensions":{"code":"LOGIN_FIRST"}}]}""", false)]
    [InlineData(Two, """{"data":null,"errors":[{"message":"x","path":["a"],"extensions":{"code":"Y"}},{"message":"x","path":["b"],"extensions":{"code":"Y"}}]}""", true)]
    public void An_error_at_401_is_a_refusal_whatever_its_code(string query, string body, bool isSentAgain)
    {
        Assert.Equal(isSentAgain, MayResend(query, 401, body));
        Assert.False(MayResend(query, 400, body));
    }

    [Fact]
    public void A_401_without_a_GraphQL_answer_means_that_nothing_ran() => Assert.All(
        [MadeAnswers.Http(401, ""), MadeAnswers.Http(401, "<html>\"data\"</html>", "text/html"), MadeAnswers.Http(401, """{"message":"Unauthorized"}""")],
        http =>
        {
            Assert.True(MutationGate.MayResend(new GraphQLRequest(Two), new Exchange(http, null, null)));
            Assert.False(MutationGate.MayResend(new GraphQLRequest(Two), new Exchange(http with { StatusCode = 200 }, null, null)));
        });

    [Theory]
    [InlineData("""{"data":{"a":NaN},"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData("""{"data":{"a":1},"hasNext":true}""")]
    [InlineData("""{"data":{"a":1},"data":{"a":1}}""")]
    [InlineData("""[{"data":{"a":1}}]""")]
    [InlineData("""{"data":{"a":1""")]
    public void A_401_with_data_that_cannot_be_read_may_have_run(string body) =>
        Assert.All(
            [MadeAnswers.Http(401, body), MadeAnswers.Http(401, body, ""), MadeAnswers.Http(401, string.Join('\0', body.ToCharArray()))],
            http => Assert.False(MutationGate.MayResend(new GraphQLRequest(Two), new Exchange(http, null, null))));

    [Fact]
    public void A_401_in_an_unknown_encoding_may_hold_data() => Assert.False(MutationGate.MayResend(
        new GraphQLRequest(Two), new Exchange(MadeAnswers.Http(401, "xyz", headers: ("Content-Encoding", "zstd")), null, null)));

    [Theory]
    [InlineData(401, true)]
    [InlineData(400, false)]
    public void A_401_whose_body_broke_off_means_that_nothing_ran(int status, bool isUnauthorized)
    {
        var exchange = new Exchange(null, null, TransportException.InAnswer(new IOException(), status));
        Assert.Empty(exchange.Errors);

        Assert.Equal(isUnauthorized ? AuthFailure.Unauthorized : AuthFailure.None, exchange.AuthFailure);
        Assert.False(MutationGate.MayResend(new GraphQLRequest(One), exchange));
        Assert.False(exchange.IsUnsent);
        Assert.Equal(AuthFailure.None, new Exchange(null, null, null).AuthFailure);
    }

    private static void AssertStays(string query, string body)
    {
        Assert.False(MayResend(query, 200, body));
        Assert.False(MayResend(query, 401, body));
    }

    private static bool MayResend(string query, int status, string body) => MutationGate.MayResend(
        new GraphQLRequest(query) { Variables = s_variables },
        new Exchange(MadeAnswers.Http(status, body), MadeAnswers.Read(status, body), null));
}

using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Tests.Support;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Tests.Answers;

public sealed class MutationGateTests
{
    private const string One = "mutation { a }";
    private const string Two = "mutation {\n  a\n  b\n}";

    [Theory]
    [InlineData("{ a b }", """{"data":{"a":1,"b":null},"errors":[{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(One, """{"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData(One, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":12}]}]}""")]
    [InlineData(One, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":1}]}]}""")]
    [InlineData(One, """{"data":null,"errors":[{"message":"x","path":["a"],"extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""")]
    [InlineData(One, """{"data":{"a":null},"errors":[{"message":"x","path":["a"],"extensions":{"code":"UNAUTHENTICATED"}}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(Two, """{"data":{"a":null,"b":null},"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","locations":[{"line":2,"column":3}],"customer_facing":false}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":2,"column":3}],"customer_facing":false}]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":1}]}]}""")]
    [InlineData("mutation { first: a second: b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["first"]}]}""")]
    [InlineData("mutation { ...F } fragment F on Mutation { a b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation ($x: Boolean!) { a @include(if: $x) }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // it was there
    [InlineData("mutation { a(s: \"~\") b }", """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":12}]}]}""")] // all ASCII
    public void It_is_sent_again_where_nothing_can_have_run(string query, string body) => Assert.True(MayResend(query, 200, body));

    [Theory]
    [InlineData(One, """{"data":{"a":1},"errors":[{"message":"Unauthorized","path":["a","secret"]}]}""")] // it ran
    [InlineData(One, """{"data":null,"errors":[{"message":"Unauthorized","path":["a","owner","email"]}]}""")] // deeper
    [InlineData(One, """{"errors":[{"message":"Unauthorized","locations":[{"line":9,"column":9}]}]}""")] // elsewhere
    [InlineData(One, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Out of stock","path":["a"]}]}""")]
    [InlineData(One, """{"data":{"a":null},"errors":[]}""")]
    [InlineData(Two, """{"errors":[{"message":"Unauthorized"}]}""")] // which of them?
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // data left out: b may have run
    [InlineData("mutation { a b c }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["c"]}]}""")] // b ran
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["b"]}]}""")] // a ran
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":3,"column":3}]}]}""")] // the second one
    [InlineData(Two, """{"data":{"a":1,"b":null},"errors":[{"message":"Unauthorized","path":["b"]}]}""")]
    [InlineData(Two, """{"data":{"a":null,"b":null},"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // b ran and gave null
    [InlineData("mutation { first: a second: b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // no such key
    [InlineData("mutation { ...F a } fragment F on Mutation { b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation ($x: Boolean!) { a @skip(if: $x) b a }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { ... @defer { a } b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation ($s: S = \"😀😀\") { a b }", """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":29}]}]}""")] // b in code points, a in UTF-16
    [InlineData("mutation { a: x a: y }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")] // no valid document: which of them?
    [InlineData("mutation { a ...Missing }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""")]
    [InlineData("mutation { a b c }", """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":12}]},{"message":"Unauthorized","path":["b"]}]}""")] // data left out
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":2,"column":3},{"line":3,"column":3}]}]}""")] // of both: b was looked at
    [InlineData(Two, """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":1},{"line":3,"column":3}]}]}""")]
    [InlineData(Two, """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["c"]}]}""")] // no such key
    [InlineData(Two, """{"data":{"c":null},"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":["b"]}]}""")]
    public void It_is_not_sent_again_where_something_may_have_run(string query, string body)
    {
        Assert.False(MayResend(query, 200, body));
        Assert.False(MayResend(query, 401, body));
    }

    [Fact]
    public void Without_a_graphql_body_nothing_ran() => Assert.All(
        [MadeAnswers.Http(401, ""), MadeAnswers.Http(401, "<html>\"data\"</html>", "text/html"), MadeAnswers.Http(401, """{"message":"Unauthorized"}""")],
        http => Assert.True(MutationGate.MayResend(new GraphQLRequest(Two), new Exchange(http, null, null))));

    [Theory]
    [InlineData("""{"data":{"a":NaN},"errors":[{"message":"Unauthorized"}]}""")]
    [InlineData("""{"data":{"a":1},"hasNext":true}""")]
    [InlineData("""{"data":{"a":1},"data":{"a":1}}""")]
    [InlineData("""[{"data":{"a":1}}]""")]
    [InlineData("""{"data":{"a":1""")]
    public void With_data_that_cannot_be_read_something_may_have_run(string body) =>
        Assert.All(
            [MadeAnswers.Http(401, body), MadeAnswers.Http(401, body, ""), MadeAnswers.Http(401, string.Join('\0', body.ToCharArray()))],
            http => Assert.False(MutationGate.MayResend(new GraphQLRequest(Two), new Exchange(http, null, null))));

    [Fact]
    public void In_an_encoding_that_nobody_knows_anything_may_stand() => Assert.False(MutationGate.MayResend(
        new GraphQLRequest(Two), new Exchange(MadeAnswers.Http(401, "xyz", headers: ("Content-Encoding", "zstd")), null, null)));

    [Theory]
    [InlineData(401, true)]
    [InlineData(400, false)]
    public void Of_an_answer_that_broke_off_the_status_alone_speaks(int status, bool isUnauthorized)
    {
        var exchange = new Exchange(null, null, TransportException.InAnswer(new IOException(), status));
        Assert.Empty(exchange.Errors);

        Assert.Equal(isUnauthorized ? AuthFailure.Unauthorized : AuthFailure.None, exchange.AuthFailure);
        Assert.False(MutationGate.MayResend(new GraphQLRequest(One), exchange));
        Assert.False(exchange.IsUnsent);
        Assert.Equal(AuthFailure.None, new Exchange(null, null, null).AuthFailure);
    }

    [Fact]
    public void At_401_an_error_without_a_code_is_about_the_token() =>
        Assert.True(MayResend(One, 401, """{"errors":[{"message":"jwt expired"}]}"""));

    private static bool MayResend(string query, int status, string body) =>
        MutationGate.MayResend(new GraphQLRequest(query), new Exchange(MadeAnswers.Http(status, body), MadeAnswers.Read(status, body), null));
}

namespace RfaAuth.Core.Tests.GraphQL.Paging;

/// <summary>Answers with a list, read as the client reads them: the items stay text.</summary>
internal static class ListAnswers
{
    public static CallResult Read(ListSource list, string body)
    {
        var http = MadeAnswers.Http(200, body);
        return MadeAnswers.Result(new Exchange(http, ResponseReader.Read(http, list.ItemsAsText(), keepBody: false), null));
    }

    /// <param name="list">The list.</param>
    /// <param name="data">The answer's data, as plain values.</param>
    public static CallResult Of(ListSource list, object data) => Read(list, JsonSerializer.Serialize(new { data }));

    /// <summary>The items as plain values.</summary>
    public static object?[] PlainItems(this ListPage page) => [.. RawTree.MakeEach(page.Items, PlainValueFactory.Instance)];
}

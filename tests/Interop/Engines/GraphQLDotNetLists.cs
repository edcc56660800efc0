using GraphQL;
using GraphQL.Conversion;
using GraphQL.SystemTextJson;
using GraphQL.Transport;
using GraphQL.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using GraphQLRequest = GraphQL.Transport.GraphQLRequest;
using Schema = GraphQL.Types.Schema;

namespace Interop.Engines;

/// <summary>GraphQL.NET in this process with the lists of <c>servers/shared/schema.mjs</c>, for anybody.</summary>
internal sealed class GraphQLDotNetLists : IAsyncDisposable
{
    private const string Sdl =
        """
        type Query {
          companies(skip: Int = 0, take: Int = 10): CompanyConnection!
          companyConnection(first: Int = 10, after: String): CompanyConnection!
          companyRows(offset: Int = 0, limit: Int = 10, skip: Int, take: Int): [Company!]!
          companyOffsets(offset: Int = 0, limit: Int = 10): CompanyConnection!
          companyPages(first: Int = 10, page: Int = 1): CompanyConnection!
          companiesBy(input: CompaniesInput!): CompanyConnection!
          Companies(page: Int = 1, limit: Int = 10): CompanyConnection
        }
        type CompanyConnection {
          items: [Company!]! nodes: [Company!]! data: [Company!]! results: [Company!]! edges: [CompanyEdge!]!
          pageInfo: PageInfo! paginatorInfo: PaginatorInfo! totalCount: Int!
        }
        type CompanyEdge { cursor: String! node: Company! }
        type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
        type PaginatorInfo { total: Int! lastPage: Int! hasMorePages: Boolean! }
        type Company { company_number: String! filings(first: Int = 3, after: String): FilingPage! }
        type FilingPage { nodes: [Filing!]! pageInfo: PageInfo! }
        type Filing { title: String! }
        input CompaniesInput { first: Int, after: String, last: Int, before: String }
        """;

    private static readonly object[] s_companies = [.. Enumerable.Range(1, 25).Select(number => new { company_number = number.ToString("D8", CultureInfo.InvariantCulture) })];

    private readonly GraphQLSerializer _serializer = new();
    private readonly DocumentExecuter _executer = new();
    private readonly Schema _schema;
    private readonly WebApplication _application;

    private GraphQLDotNetLists()
    {
        _schema = Schema.For(Sdl, types =>
        {
            var query = types.Types.For("Query");
            query.FieldFor("companies").ResolveWith(context => PageOf(s_companies, Number(context, "skip") ?? 0, Number(context, "take") ?? 10));
            query.FieldFor("companyConnection").ResolveWith(context => PageOf(s_companies, After(context.GetArgument<string>("after")), Number(context, "first") ?? 10));
            query.FieldFor("companyRows").ResolveWith(context => s_companies.Skip(Number(context, "skip") ?? Number(context, "offset") ?? 0).Take(Number(context, "take") ?? Number(context, "limit") ?? 10));
            query.FieldFor("companyOffsets").ResolveWith(context => PageOf(s_companies, Number(context, "offset") ?? 0, Number(context, "limit") ?? 10));
            query.FieldFor("companyPages").ResolveWith(context => PageNumber(context, Math.Min(Number(context, "first") ?? 10, 8)));
            query.FieldFor("Companies").ResolveWith(context => PageNumber(context, Number(context, "limit") ?? 10));
            query.FieldFor("companiesBy").ResolveWith(context => By(context.GetArgument<Dictionary<string, object?>>("input")));
            types.Types.For("Company").FieldFor("filings").ResolveWith(context => PageOf(FilingsOf(context.Source!), After(context.GetArgument<string>("after")), Number(context, "first") ?? 3));
        });
        // Names as they are: Companies is another field than companies.
        _schema.NameConverter = DefaultNameConverter.Instance;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Urls.Add("http://127.0.0.1:0");
        _application.Run(AnswerAsync);
    }

    public Uri Endpoint => new($"{_application.Urls.Single()}/graphql/");

    public static async Task<GraphQLDotNetLists> StartAsync()
    {
        var engine = new GraphQLDotNetLists();
        await engine._application.StartAsync();
        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _schema.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await _serializer.ReadAsync<GraphQLRequest>(context.Request.Body);
        var result = await _executer.ExecuteAsync(options =>
        {
            options.Schema = _schema;
            options.Query = request!.Query;
            options.Variables = request.Variables;
            options.OperationName = request.OperationName;
        });
        context.Response.ContentType = "application/graphql-response+json; charset=utf-8";
        await _serializer.WriteAsync(context.Response.Body, result);
    }

    private static object PageOf(object[] all, int start, int size)
    {
        object[] items = [.. all.Skip(start).Take(size)];
        var end = start + items.Length;
        return new
        {
            items,
            nodes = items,
            data = items,
            results = items,
            edges = items.Select((node, index) => new { cursor = $"at {start + index + 1}", node }),
            pageInfo = new { hasNextPage = end < all.Length, hasPreviousPage = start > 0, startCursor = items.Length == 0 ? null : $"at {start + 1}", endCursor = items.Length == 0 ? null : $"at {end}" },
            paginatorInfo = new { total = all.Length, lastPage = (all.Length + size - 1) / Math.Max(size, 1), hasMorePages = end < all.Length },
            totalCount = all.Length,
        };
    }

    private static object PageNumber(IResolveFieldContext context, int size) => PageOf(s_companies, ((Number(context, "page") ?? 1) - 1) * size, size);

    private static object By(Dictionary<string, object?> input)
    {
        if (input.GetValueOrDefault("last") is not int last)
            return PageOf(s_companies, After(input.GetValueOrDefault("after") as string), input.GetValueOrDefault("first") as int? ?? 10);
        var end = input.GetValueOrDefault("before") is string before ? After(before) - 1 : s_companies.Length;
        var start = Math.Max(0, end - last);
        return PageOf(s_companies, start, end - start);
    }

    private static object[] FilingsOf(object company)
    {
        var number = (string)company.GetType().GetProperty("company_number")!.GetValue(company)!;
        return [.. Enumerable.Range(0, int.Parse(number, CultureInfo.InvariantCulture) % 9).Select(index => new { title = $"{number}/{index}" })];
    }

    private static int After(string? cursor) => cursor is null ? 0 : int.Parse(cursor.AsSpan("at ".Length), CultureInfo.InvariantCulture);

    private static int? Number(IResolveFieldContext context, string name) => context.GetArgument<int?>(name);
}

file static class FieldConfigExtensions
{
    public static void ResolveWith(this GraphQL.Utilities.FieldConfig field, Func<IResolveFieldContext, object?> resolve) =>
        field.Resolver = new GraphQL.Resolvers.FuncFieldResolver<object>(resolve);
}

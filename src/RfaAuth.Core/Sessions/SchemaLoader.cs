using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Introspection;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.Sessions;

/// <summary>Reads a service's schema by introspection: at once where the service knows all that is asked for, else after a question what it knows.</summary>
internal static class SchemaLoader
{
    /// <param name="ask">Runs a query.</param>
    /// <exception cref="Errors.RfaException">The service's own error, or MalformedGraphQLResponse.</exception>
    public static async Task<Schema> LoadAsync(Func<GraphQLRequest, Task<GraphQLResponse>> ask)
    {
        var features = IntrospectionFeatures.All;
        var response = await ask(new GraphQLRequest(IntrospectionQuery.Document)).ConfigureAwait(false);
        if (MayAnswerLess(response))
        {
            features = await ReadFeaturesAsync(ask).ConfigureAwait(false) ?? throw AnswerErrors.From(response)[0];
            response = await ask(new GraphQLRequest(IntrospectionQuery.Write(features))).ConfigureAwait(false);
        }

        if (MayAnswerLess(response))
        {
            features = IntrospectionFeatures.None;
            response = await ask(new GraphQLRequest(IntrospectionQuery.ForOlderServices)).ConfigureAwait(false);
        }

        ThrowIfRefused(response);
        var schema = SchemaReader.Read(response.Data, out var isCut);
        if (isCut)
        {
            response = await ask(new GraphQLRequest(IntrospectionQuery.Write(features, IntrospectionQuery.MostLevels))).ConfigureAwait(false);
            ThrowIfRefused(response);
            schema = SchemaReader.Read(response.Data);
        }

        return schema;
    }

    /// <returns>What the service can tell; null where it tells nothing of its schema.</returns>
    private static async Task<IntrospectionFeatures?> ReadFeaturesAsync(Func<GraphQLRequest, Task<GraphQLResponse>> ask)
    {
        var response = await ask(new GraphQLRequest(IntrospectionQuery.AboutIntrospection)).ConfigureAwait(false);
        return response.Errors.Count == 0 ? IntrospectionFeatures.Read(response.Data) : null;
    }

    // Whether the service refused a query that it may answer when it asks for less: the words for why are many.
    private static bool MayAnswerLess(GraphQLResponse response) =>
        response.Errors.Count > 0
        && !response.HasData
        && AuthFailureClassifier.ClassifyEach(response.Errors, response.StatusCode).All(kind => kind == AuthFailure.None);

    private static void ThrowIfRefused(GraphQLResponse response)
    {
        if (response.Errors.Count > 0)
            throw AnswerErrors.From(response)[0];
    }
}

using Xunit.Sdk;
using Xunit.v3;

namespace Interop.Engines;

/// <summary>Runs a theory on every engine that answers as the services do: with the engine's name alone, or with it and each of the cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EnginesAttribute(params string[] cases) : DataAttribute
{
    /// <summary>The names of the scripts in <c>servers</c>.</summary>
    public static IReadOnlyList<string> All { get; } = ["yoga", "apollo"];

    /// <summary>One whose errors are its own: for what is answered without any.</summary>
    public const string Grafast = "grafast";

    /// <summary>GraphQL.NET, which has the lists alone.</summary>
    public const string GraphQLDotNet = "graphql-dotnet";

    /// <summary>Whether to run it on all engines that have the lists.</summary>
    public bool AlsoOnThoseWithLists { get; init; }

    private IReadOnlyList<string> Names => AlsoOnThoseWithLists ? [.. All, Grafast, GraphQLDotNet] : All;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(
        cases.Length == 0
            ? [.. Names.Select(engine => new TheoryDataRow(engine))]
            : [.. Names.SelectMany(engine => cases.Select(each => new TheoryDataRow(engine, each)))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Interop.Engines;

/// <summary>Runs a theory on every engine: with the engine's name alone, or with it and each of the cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EnginesAttribute(params string[] cases) : DataAttribute
{
    /// <summary>The names of the scripts in <c>servers</c>.</summary>
    public static IReadOnlyList<string> All { get; } = ["yoga", "apollo"];

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(
        cases.Length == 0
            ? [.. All.Select(engine => new TheoryDataRow(engine))]
            : [.. All.SelectMany(engine => cases.Select(each => new TheoryDataRow(engine, each)))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

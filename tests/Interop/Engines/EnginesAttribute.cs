using System.Reflection;
using Xunit.Sdk;

namespace Interop.Engines;

/// <summary>Runs a theory on every engine: with the engine's name alone, or with it and each of the cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EnginesAttribute(params string[] cases) : DataAttribute
{
    /// <summary>The names of the scripts in <c>servers</c>.</summary>
    public static IReadOnlyList<string> All { get; } = ["yoga", "apollo"];

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => cases.Length == 0
        ? All.Select(engine => new object[] { engine })
        : All.SelectMany(engine => cases.Select(each => new object[] { engine, each }));
}

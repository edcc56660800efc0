using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>
/// Makes PSCustomObjects and object[]. Some names are not possible in a PSCustomObject: an empty name, two that differ only by case,
/// and PowerShell's own such as <c>psbase</c>. An object with such names becomes an ordered dictionary, so that nothing is lost.
/// </summary>
internal sealed class PSObjectFactory : IValueFactory
{
    // Every object has these members in PowerShell, whatever properties it has.
    private static readonly HashSet<string> s_reserved =
        new(["psbase", "psadapted", "psextended", "psobject", "pstypenames"], StringComparer.OrdinalIgnoreCase);

    private static readonly object s_fits = new();
    private static readonly object s_doesNotFit = new();

    public static PSObjectFactory Instance { get; } = new();

    public object CreateObject(ObjectShape shape, object?[] values, int start)
    {
        if (!Fits(shape))
            return HashtableFactory.Instance.CreateObject(shape, values, start);
        var count = shape.Count;
        var result = AnswerObjects.Create(count);
        var properties = result.Properties;
        // The names were checked with the shape.
        for (var i = 0; i < count; i++)
            properties.Add(new PSNoteProperty(shape[i], values[start + i]), preValidated: true);
        return result;
    }

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);

    /// <summary>Whether the names are possible in a PSCustomObject.</summary>
    public static bool Fits(ObjectShape shape) => (shape.Note ??= FitsPSCustomObject(shape) ? s_fits : s_doesNotFit) == s_fits;

    private static bool FitsPSCustomObject(ObjectShape shape)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return shape.Names.All(name => name.Length > 0 && !s_reserved.Contains(name) && names.Add(name));
    }
}

/// <summary>
/// Makes the custom objects of an answer. They are PSCustomObjects for all code. In a cell of a table or of a CSV file they show
/// short JSON and not <c>@{items=System.Object[]}</c>. PowerShell 7.6 has a public constructor for a known number of members, which takes
/// less time and memory. Older versions do not have it, so the code that calls it is made at run time.
/// </summary>
internal static class AnswerObjects
{
    private static readonly Func<int, PSObject> s_create = Find();

    public static PSObject Create(int count) => s_create(count);

    private static Func<int, PSObject> Find()
    {
        var constructor = typeof(PSObject).GetConstructor(BindingFlags.Public | BindingFlags.Instance, null, [typeof(int)], null);
        if (constructor is null)
            return static _ => new AnswerObject();
        var count = Expression.Parameter(typeof(int));
        return Expression.Lambda<Func<int, PSObject>>(Expression.New(Sized(constructor), count), count).Compile();
    }

    private static ConstructorInfo Sized(ConstructorInfo constructor)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("RfaAuth.Objects"), AssemblyBuilderAccess.Run).DefineDynamicModule("RfaAuth.Objects");
        var type = module.DefineType("RfaAuth.Objects.SizedObject", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, typeof(PSObject));
        var code = type.DefineConstructor(MethodAttributes.Public | MethodAttributes.HideBySig, CallingConventions.Standard, [typeof(int)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, constructor);
        code.Emit(OpCodes.Ret);
        code = type.DefineMethod(nameof(ToString), MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(string), Type.EmptyTypes).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(AnswerText).GetMethod(nameof(AnswerText.Of))!);
        code.Emit(OpCodes.Ret);
        return type.CreateTypeInfo()!.GetConstructor([typeof(int)])!;
    }

    /// <summary>The same object where members are added one by one.</summary>
    private sealed class AnswerObject : PSObject
    {
        public override string ToString() => AnswerText.Of(this);
    }
}

/// <summary>The text of an answer's object in a cell. Public because code that is made at run time calls it.</summary>
public static class AnswerText
{
    // A table cuts a cell at its width. A cell of a file should show a whole address, but not megabytes of a list.
    private const int Longest = 2000;

    /// <param name="value">An object of an answer.</param>
    public static string Of(PSObject value) => ShortJson.Of(value, Longest);
}

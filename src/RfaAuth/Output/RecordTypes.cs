using System.Reflection;
using System.Reflection.Emit;
using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>
/// Makes the types of records: public and sealed, one for each list of names, with a property of type object for each name. Types stay in memory
/// until the process ends, so their number is limited. Safe from any thread.
/// </summary>
internal static class RecordTypes
{
    /// <summary>The greatest number of types.</summary>
    public const int MostTypes = 256;

    private const int MostNames = 128;

    private static readonly object s_gate = new();
    private static readonly Dictionary<string, Func<object?[], int, Record>> s_makers = new(StringComparer.Ordinal);
    private static readonly MethodInfo s_read = typeof(Record).GetMethod("Read", BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly ConstructorInfo s_base = typeof(Record).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, null, [], null)!;

    // The names of .NET's own members, which a property with the same name would hide.
    private static readonly HashSet<string> s_taken = new(typeof(Record).GetMembers().Select(member => member.Name), StringComparer.OrdinalIgnoreCase);

    private static ModuleBuilder? s_module;

    /// <summary>Makes a record from values in an array; null if a PSCustomObject must be made.</summary>
    public static Func<object?[], int, Record>? MakerOf(ObjectShape shape)
    {
        if (shape.Count is 0 or > MostNames || shape.Names.Any(s_taken.Contains))
            return null;
        var key = string.Join("\0", shape.Names);
        lock (s_gate)
        {
            if (!s_makers.TryGetValue(key, out var maker) && s_makers.Count < MostTypes)
                s_makers[key] = maker = Make(shape.Names, s_makers.Count + 1);
            return maker;
        }
    }

    private static Func<object?[], int, Record> Make(IReadOnlyList<string> names, int number)
    {
        s_module ??= AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("RfaAuth.Records"), AssemblyBuilderAccess.Run).DefineDynamicModule("RfaAuth.Records");
        var type = s_module.DefineType($"RfaAuth.Records.Record{number}", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, typeof(Record));
        var fields = names.Select((_, i) => type.DefineField($"_{i}", typeof(object), FieldAttributes.Private)).ToArray();
        for (var i = 0; i < fields.Length; i++)
            AddProperty(type, names[i], fields[i]);
        AddMake(type, AddConstructor(type, fields));
        var made = type.CreateTypeInfo()!;
        return (Func<object?[], int, Record>)made.GetMethod("Make", BindingFlags.NonPublic | BindingFlags.Static)!.CreateDelegate(typeof(Func<object?[], int, Record>));
    }

    private static void AddProperty(TypeBuilder type, string name, FieldInfo field)
    {
        const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName;
        var get = type.DefineMethod("get_" + name, Accessor, typeof(object), Type.EmptyTypes);
        var code = get.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldflda, field);
        code.Emit(OpCodes.Call, s_read);
        code.Emit(OpCodes.Ret);

        var set = type.DefineMethod("set_" + name, Accessor, typeof(void), [typeof(object)]);
        code = set.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);

        var property = type.DefineProperty(name, PropertyAttributes.None, typeof(object), Type.EmptyTypes);
        property.SetGetMethod(get);
        property.SetSetMethod(set);
    }

    private static ConstructorBuilder AddConstructor(TypeBuilder type, FieldInfo[] fields)
    {
        var constructor = type.DefineConstructor(MethodAttributes.Private | MethodAttributes.HideBySig, CallingConventions.Standard, [typeof(object[]), typeof(int)]);
        var code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, s_base);
        for (var i = 0; i < fields.Length; i++)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldarg_2);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Add);
            code.Emit(OpCodes.Ldelem_Ref);
            code.Emit(OpCodes.Stfld, fields[i]);
        }

        code.Emit(OpCodes.Ret);
        return constructor;
    }

    // Adds a static method, because a delegate cannot call a constructor.
    private static void AddMake(TypeBuilder type, ConstructorInfo constructor)
    {
        var make = type.DefineMethod("Make", MethodAttributes.Assembly | MethodAttributes.Static, typeof(Record), [typeof(object[]), typeof(int)]);
        var code = make.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Newobj, constructor);
        code.Emit(OpCodes.Ret);
    }
}

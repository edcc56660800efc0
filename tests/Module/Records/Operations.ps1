# What scripts do with an answer. Each runs with the data ($data), its items ($items) and the first of them ($one), once as custom objects and once as
# records; the results are compared as text. Differs: the results are not the same, and docs/output.md says so under that heading.
@(
    # Reading
    @{ Name = 'a property'; Run = { $one.name } }
    @{ Name = 'a property in another case'; Run = { $one.NAME } }
    @{ Name = 'a property by a variable'; Run = { $name = 'name'; $one.$name } }
    @{ Name = 'a property by a text with a space'; Run = { $one.'na me' } }
    @{ Name = 'a nested property'; Run = { $one.address.postcode } }
    @{ Name = 'a property of each item'; Run = { $items.name } }
    @{ Name = 'a nested property of each item'; Run = { $items.address.postcode } }
    @{ Name = 'a property of a list in a list'; Run = { $items.officers.name } }
    @{ Name = 'a list by index'; Run = { $one.tags[1] } }
    @{ Name = 'the last of a list'; Run = { $one.tags[-1] } }
    @{ Name = 'a range of a list'; Run = { $items[0..1].name } }
    @{ Name = 'a null property'; Run = { $null -eq $one.note } }
    @{ Name = 'a missing property'; Run = { $null -eq $one.nothing } }
    @{ Name = 'a missing property in strict mode'; Run = { Set-StrictMode -Version 3; $one.nothing } }
    @{ Name = 'a missing property of each item in strict mode'; Run = { Set-StrictMode -Version 3; $items.nothing } }
    @{ Name = 'Count of one object'; Run = { $one.Count } }
    @{ Name = 'Count of one object in strict mode'; Run = { Set-StrictMode -Version 3; $one.Count } }
    @{ Name = 'Count of a list'; Run = { $items.Count } }
    @{ Name = 'Length of one object'; Run = { $one.Length } }
    @{ Name = 'index 0 of one object'; Run = { $one[0].name } }
    @{ Name = 'the null-conditional operator'; Run = { ${one}?.address?.postcode } }
    @{ Name = 'foreach'; Run = { foreach ($item in $items) { $item.name } } }
    @{ Name = 'foreach over the properties'; Run = { foreach ($property in $one.PSObject.Properties) { "$($property.Name)=$($property.Value)" } }; Differs = 'Text' }
    @{ Name = 'names of the properties'; Run = { $one.PSObject.Properties.Name } }
    @{ Name = 'a property object'; Run = { $one.PSObject.Properties['name'].Value } }
    @{ Name = 'a property object that is not there'; Run = { $null -eq $one.PSObject.Properties['nothing'] } }
    @{ Name = 'Match of properties'; Run = { $one.PSObject.Properties.Match('na*').Name } }
    @{ Name = 'whether a property can be set'; Run = { $one.PSObject.Properties['name'].IsSettable } }
    @{ Name = 'the kind of a property'; Run = { $one.PSObject.Properties['name'].MemberType }; Differs = 'Members' }
    @{ Name = 'ForEach method with a name'; Run = { $items.ForEach('name') } }
    @{ Name = 'ForEach method with a block'; Run = { $items.ForEach({ $_.name }) } }
    @{ Name = 'Where method'; Run = { $items.Where({ $_.score -gt 2 }).name } }
    @{ Name = 'Where method, first'; Run = { $items.Where({ $_.score -gt 1 }, 'First').name } }
    @{ Name = 'switch over items'; Run = { switch ($items) { { $_.score -gt 2 } { $_.name } } } }
    @{ Name = 'splatting from a property'; Run = { $arguments = @{ Object = $one.name }; Write-Output $arguments.Object } }
    @{ Name = 'an expression in a text'; Run = { "$($one.name) in $($one.address.postcode)" } }
    @{ Name = 'a format text'; Run = { '{0:n2} {1}' -f $one.score, $one.name } }

    # Types
    @{ Name = '-is pscustomobject'; Run = { $one -is [pscustomobject] } }
    @{ Name = '-is pscustomobject, nested'; Run = { $one.address -is [pscustomobject] } }
    @{ Name = '-is pscustomobject, item of a list'; Run = { $items[1] -is [pscustomobject] } }
    @{ Name = '-is pscustomobject in foreach'; Run = { foreach ($item in $items) { $item -is [pscustomobject] } } }
    @{ Name = '-is psobject'; Run = { $one -is [psobject] } }
    @{ Name = '-is pscustomobject in the pipeline'; Run = { $items | ForEach-Object { $_ -is [pscustomobject] } } }
    @{ Name = '-is array'; Run = { $one.tags -is [array] } }
    @{ Name = '-is hashtable'; Run = { $one -is [hashtable] } }
    @{ Name = '-is IDictionary'; Run = { $one -is [Collections.IDictionary] } }
    @{ Name = '-as pscustomobject'; Run = { ($one -as [pscustomobject]).name } }
    @{ Name = 'a cast'; Run = { ([pscustomobject] $one).name } }
    @{ Name = 'a typed parameter'; Run = { function Read-It([pscustomobject] $Object) { $Object.name }; Read-It $one } }
    @{ Name = 'a typed list parameter'; Run = { function Read-All([pscustomobject[]] $Objects) { $Objects.name }; Read-All $items } }
    @{ Name = 'a psobject parameter from the pipeline'; Run = { function Read-Each { param([Parameter(ValueFromPipeline)] [psobject] $Object) process { $Object.name } }; $items | Read-Each } }
    @{ Name = 'a parameter from the pipeline by name'; Run = { function Read-Name { param([Parameter(ValueFromPipelineByPropertyName)] [string] $Name) process { $Name } }; $items | Read-Name } }
    @{ Name = 'GetType'; Run = { $one.GetType().Name }; Differs = 'Type names' }
    @{ Name = 'PSTypeNames'; Run = { $one.PSTypeNames[0] }; Differs = 'Type names' }
    @{ Name = 'a type name put in front'; Run = { $one.PSTypeNames.Insert(0, 'My.Company'); $one.PSTypeNames[0] } }
    @{ Name = 'the type of a value'; Run = { $one.score.GetType().Name; $one.count.GetType().Name; $one.big.GetType().Name; $one.tags.GetType().Name } }

    # Text
    @{ Name = 'as text'; Run = { "$one" }; Differs = 'Text' }
    @{ Name = 'as text, flat'; Run = { "$($one.officers[0])" }; Differs = 'Text' }
    @{ Name = 'ToString, flat'; Run = { $one.officers[0].ToString() }; Differs = 'Text' }
    @{ Name = 'a list as text'; Run = { "$($one.tags)" } }
    @{ Name = '-join of objects'; Run = { $one.officers -join ',' }; Differs = 'Text' }
    @{ Name = '-match on a property'; Run = { $one.name -match 'a' } }
    @{ Name = '-like on properties'; Run = { $items.name -like '*a*' } }
    @{ Name = 'length of a text'; Run = { $one.name.Length } }
    @{ Name = 'Out-String'; Run = { $one.officers | Out-String -Width 80 } }

    # Comparing
    @{ Name = '-eq itself'; Run = { $one -eq $one } }
    @{ Name = '-eq nested, read twice'; Run = { $one.address -eq $one.address } }
    @{ Name = '-eq another'; Run = { $one -eq $items[1] } }
    @{ Name = '-eq null'; Run = { $null -eq $one } }
    @{ Name = 'as a condition'; Run = { if ($one) { 'yes' } else { 'no' } } }
    @{ Name = '-contains a value'; Run = { $one.tags -contains 'b' } }
    @{ Name = '-contains an object'; Run = { $items -contains $items[2] } }
    @{ Name = '-in'; Run = { 'b' -in $one.tags } }
    @{ Name = 'IndexOf'; Run = { [array]::IndexOf($items, $items[2]) } }
    @{ Name = 'as a key of a hashtable'; Run = { $table = @{ $one = 1 }; $table[$one] } }
    @{ Name = 'Compare-Object by a property'; Run = { Compare-Object $items $items[0, 1] -Property name | ForEach-Object { "$($_.name)$($_.SideIndicator)" } } }
    @{ Name = 'Compare-Object'; Run = { (Compare-Object $items $items).Count } }
    @{ Name = 'Compare-Object -IncludeEqual'; Run = { (Compare-Object $one.officers $one.officers -IncludeEqual).SideIndicator } }

    # Changing
    @{ Name = 'setting a property'; Run = { $one.name = 'changed'; $one.name } }
    @{ Name = 'setting another type'; Run = { $one.name = 5; $one.name.GetType().Name } }
    @{ Name = 'setting a nested property'; Run = { $one.address.postcode = 'changed'; $data.companies.items[0].address.postcode } }
    @{ Name = 'setting to an object'; Run = { $one.name = [pscustomobject] @{ a = 1 }; $one.name.a } }
    @{ Name = 'setting by the property object'; Run = { $one.PSObject.Properties['name'].Value = 'changed'; $one.name } }
    @{ Name = 'setting a property that is not there'; Run = { $one.nothing = 1 }; Differs = 'Members' }
    @{ Name = '++'; Run = { $one.count++; $one.count } }
    @{ Name = '+= on a list'; Run = { $one.tags += 'd'; $one.tags } }
    @{ Name = 'setting in foreach'; Run = { foreach ($item in $items) { $item.name = $item.name.ToUpper() }; $data.companies.items.name } }
    @{ Name = 'Add-Member NoteProperty'; Run = { $one | Add-Member extra 5; $one.extra; $data.companies.items[0].extra } }
    @{ Name = 'Add-Member nested'; Run = { $one.address | Add-Member extra 5; $one.address.extra } }
    @{ Name = 'Add-Member ScriptProperty'; Run = { $one | Add-Member -MemberType ScriptProperty -Name double -Value { $this.score * 2 }; $one.double } }
    @{ Name = 'Add-Member ScriptMethod'; Run = { $one | Add-Member -MemberType ScriptMethod -Name Hello -Value { "hello $($this.name)" }; $one.Hello() } }
    @{ Name = 'Add-Member AliasProperty'; Run = { $one | Add-Member -MemberType AliasProperty -Name Title -Value name; $one.Title } }
    @{ Name = 'Add-Member -PassThru'; Run = { ($one | Add-Member extra 5 -PassThru).extra } }
    @{ Name = 'Add-Member of a name that is there'; Run = { $one | Add-Member name 5 -ErrorAction Stop } }
    @{ Name = 'Add-Member -Force of a name that is there'; Run = { $one | Add-Member name 5 -Force; $one.name } }
    @{ Name = 'Add-Member, then as JSON'; Run = { $one.officers[0] | Add-Member extra 5; $one.officers[0] | ConvertTo-Json -Compress } }
    @{ Name = 'Add-Member, then as CSV'; Run = { $one.officers[0] | Add-Member extra 5; $one.officers[0] | ConvertTo-Csv }; Differs = 'Members' }
    @{ Name = 'properties added by the collection'; Run = { $one.PSObject.Properties.Add([psnoteproperty]::new('extra', 5)); $one.extra } }
    @{ Name = 'a property removed'; Run = { $one.PSObject.Properties.Remove('name'); $null -eq $one.PSObject.Properties['name'] }; Differs = 'Members' }
    @{ Name = 'a copy'; Run = { $copy = $one.PSObject.Copy(); $copy.name = 'changed'; $one.name; $copy.name } }
    @{ Name = 'a copy by Select-Object'; Run = { $copy = $one | Select-Object *; $copy.name = 'changed'; $one.name; $copy.name } }

    # Get-Member and completion
    @{ Name = 'Get-Member -MemberType Properties'; Run = { ($one | Get-Member -MemberType Properties).Name } }
    @{ Name = 'Get-Member -MemberType NoteProperty'; Run = { ($one | Get-Member -MemberType NoteProperty).Name }; Differs = 'Members' }
    @{ Name = 'Get-Member of a method'; Run = { ($one | Get-Member -MemberType Method).Name }; Differs = 'Members' }
    @{ Name = 'completion of members'; Run = { $global:RecordForCompletion = $one; $text = '$RecordForCompletion.'; (TabExpansion2 $text $text.Length).CompletionMatches.CompletionText | Where-Object { $_ -notmatch '\(' }; Remove-Variable RecordForCompletion -Scope Global } }
    @{ Name = 'completion of nested members'; Run = { $global:RecordForCompletion = $one; $text = '$RecordForCompletion.address.'; (TabExpansion2 $text $text.Length).CompletionMatches.CompletionText | Where-Object { $_ -notmatch '\(' }; Remove-Variable RecordForCompletion -Scope Global } }

    # Selecting, sorting, grouping, measuring
    @{ Name = 'Select-Object'; Run = { $items | Select-Object name, score } }
    @{ Name = 'Select-Object *'; Run = { ($one | Select-Object *).PSObject.Properties.Name } }
    @{ Name = 'Select-Object with a wildcard'; Run = { ($one | Select-Object n*).PSObject.Properties.Name } }
    @{ Name = 'Select-Object -ExcludeProperty'; Run = { ($one | Select-Object * -ExcludeProperty name).PSObject.Properties.Name } }
    @{ Name = 'Select-Object -ExpandProperty'; Run = { $items | Select-Object -ExpandProperty name } }
    @{ Name = 'Select-Object -ExpandProperty, a list'; Run = { $items | Select-Object -ExpandProperty officers | ForEach-Object name } }
    @{ Name = 'Select-Object -ExpandProperty with others'; Run = { $items | Select-Object name -ExpandProperty address | ForEach-Object { "$($_.name) $($_.postcode)" } } }
    @{ Name = 'Select-Object, computed'; Run = { $items | Select-Object name, @{ n = 'code'; e = { $_.address.postcode } } } }
    @{ Name = 'Select-Object -First'; Run = { ($items | Select-Object -First 2).name } }
    @{ Name = 'Select-Object -Skip'; Run = { ($items | Select-Object -Skip 1).name } }
    @{ Name = 'Select-Object -Unique by a property'; Run = { $items | Select-Object status -Unique } }
    @{ Name = 'Select-Object -Last'; Run = { ($items | Select-Object -Last 1).name } }
    @{ Name = 'the type of a selection'; Run = { ($one | Select-Object name).PSTypeNames[0] }; Differs = 'Type names' }
    @{ Name = 'Where-Object'; Run = { ($items | Where-Object score -GT 2).name } }
    @{ Name = 'Where-Object with a block'; Run = { ($items | Where-Object { $_.address.postcode -like 'B*' }).name } }
    @{ Name = 'Where-Object on a missing property'; Run = { @($items | Where-Object nothing).Count } }
    @{ Name = 'ForEach-Object with a name'; Run = { $items | ForEach-Object name } }
    @{ Name = 'ForEach-Object with a nested block'; Run = { $items | ForEach-Object { $_.officers.Count } } }
    @{ Name = 'Sort-Object'; Run = { ($items | Sort-Object score -Descending).name } }
    @{ Name = 'Sort-Object by two'; Run = { ($items | Sort-Object status, name).name } }
    @{ Name = 'Sort-Object by a block'; Run = { ($items | Sort-Object { $_.address.postcode }).name } }
    @{ Name = 'Sort-Object -Unique'; Run = { ($items | Sort-Object status -Unique).status } }
    @{ Name = 'Group-Object'; Run = { $items | Group-Object status | ForEach-Object { "$($_.Name) $($_.Count)" } } }
    @{ Name = 'Group-Object -AsHashTable'; Run = { ($items | Group-Object status -AsHashTable -AsString)['ACTIVE'].name } }
    @{ Name = 'Group-Object by a block'; Run = { ($items | Group-Object { $_.address.postcode }).Count } }
    @{ Name = 'Measure-Object'; Run = { ($items | Measure-Object).Count } }
    @{ Name = 'Measure-Object -Sum'; Run = { ($items | Measure-Object score -Sum -Average -Minimum -Maximum) | ForEach-Object { "$($_.Sum) $($_.Average) $($_.Minimum) $($_.Maximum)" } } }
    @{ Name = 'Get-Unique'; Run = { ($items | Sort-Object status | Select-Object status | Get-Unique -AsString).status } }
    @{ Name = 'Tee-Object'; Run = { ($items | Tee-Object -Variable kept).Count; $kept[0].name } }
    @{ Name = 'Join-String'; Run = { $items | Join-String name -Separator ',' } }

    # Writing
    @{ Name = 'ConvertTo-Json'; Run = { $data | ConvertTo-Json -Depth 10 } }
    @{ Name = 'ConvertTo-Json -Compress'; Run = { $data | ConvertTo-Json -Depth 10 -Compress } }
    @{ Name = 'ConvertTo-Json of a list'; Run = { ConvertTo-Json $items -Depth 5 -Compress } }
    @{ Name = 'ConvertTo-Json with depth 2'; Run = { $one | ConvertTo-Json -Compress } }
    @{ Name = 'ConvertTo-Json cut by its depth'; Run = { $data.companies.items[0..1] | ConvertTo-Json -Depth 0 -Compress -WarningAction SilentlyContinue }; Differs = 'Text' }
    @{ Name = 'ConvertTo-Json and back'; Run = { ($data | ConvertTo-Json -Depth 10 | ConvertFrom-Json).companies.items[1].officers.name } }
    @{ Name = 'ConvertTo-Csv'; Run = { $items | Select-Object name, score, status | ConvertTo-Csv } }
    @{ Name = 'ConvertTo-Csv of all'; Run = { $one.officers | ConvertTo-Csv } }
    @{ Name = 'ConvertTo-Csv with nested'; Run = { $items | ConvertTo-Csv } }
    @{ Name = 'Export-Csv and back'; Run = { $file = New-TemporaryFile; $items | Export-Csv $file; (Import-Csv $file).name; Remove-Item $file } }
    @{ Name = 'ConvertTo-Html'; Run = { $one.officers | ConvertTo-Html -Fragment } }
    @{ Name = 'ConvertTo-Xml'; Run = { ($one.officers[0] | ConvertTo-Xml -NoTypeInformation).OuterXml } }
    @{ Name = 'Format-Table'; Run = { $one.officers | Format-Table | Out-String -Width 80 } }
    @{ Name = 'Format-Table with chosen columns'; Run = { $items | Format-Table name, score -AutoSize | Out-String -Width 80 } }
    @{ Name = 'Format-Table -GroupBy'; Run = { $items | Sort-Object status | Format-Table name -GroupBy status | Out-String -Width 80 } }
    @{ Name = 'Format-Table -HideTableHeaders'; Run = { $items | Format-Table name -HideTableHeaders | Out-String -Width 80 } }
    @{ Name = 'Format-List'; Run = { $one.officers | Format-List | Out-String -Width 80 } }
    @{ Name = 'Format-Wide'; Run = { $items | Format-Wide name | Out-String -Width 80 } }
    @{ Name = 'the default view of few properties'; Run = { $one.officers | Out-String -Width 80 } }
    @{ Name = 'the default view of many properties'; Run = { $one | Select-Object name, score, status, count, big | Out-String -Width 80 } }
    @{ Name = 'the default view of nested objects'; Run = { $items | Out-String -Width 160 } }
    @{ Name = 'Format-Custom'; Run = { $one.officers[0] | Format-Custom | Out-String -Width 80 }; Differs = 'Type names' }

    # Serialising
    @{ Name = 'Export-Clixml and back'; Run = { $file = New-TemporaryFile; $items | Export-Clixml $file; $back = Import-Clixml $file; Remove-Item $file; $back.name; $back[0].address.postcode } }
    @{ Name = 'Export-Clixml, each level'; Run = { $file = New-TemporaryFile; $data | Export-Clixml $file; $back = Import-Clixml $file; Remove-Item $file; $back.companies.items[0].officers[0].name } }
    @{ Name = 'PSSerializer, each level'; Run = { $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($data)); $back.companies.items[1].officers[0].home.town } }
    @{ Name = '-is pscustomobject after CLIXML'; Run = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($one)) -is [pscustomobject] } }
    @{ Name = 'type names after CLIXML'; Run = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($one)).PSTypeNames[0] }; Differs = 'Type names' }
    @{ Name = 'ForEach-Object -Parallel'; Run = { ($items | ForEach-Object -Parallel { "$($_.name) $($_.address.postcode)" }) | Sort-Object } }
    @{ Name = '$using: in -Parallel'; Run = { 1 | ForEach-Object -Parallel { ($using:one).officers[0].name } } }
    @{ Name = 'another runspace'; Run = { $shell = [powershell]::Create().AddScript({ param($object) $object.address.postcode; "$($object.officers[0].name)" }).AddArgument($one); $shell.Invoke(); $shell.Dispose() } }
    @{ Name = 'another runspace changes it'; Run = { $shell = [powershell]::Create().AddScript({ param($object) $object.name = 'changed' }).AddArgument($one); $null = $shell.Invoke(); $shell.Dispose(); $one.name } }

    # Collections and variables
    @{ Name = 'a list of objects'; Run = { $list = [Collections.Generic.List[object]]::new(); $items | ForEach-Object { $list.Add($_) }; $list.name } }
    @{ Name = 'a list of psobject'; Run = { $list = [Collections.Generic.List[psobject]]::new(); $items | ForEach-Object { $list.Add($_) }; $list.name } }
    @{ Name = 'a typed array'; Run = { [pscustomobject[]] $array = $items; $array[1].name } }
    @{ Name = 'concatenation'; Run = { ($items + $items).Count } }
    @{ Name = 'multiple assignment'; Run = { $first, $rest = $items; $first.name; $rest.Count } }
    @{ Name = 'reversed in place'; Run = { $array = @($items); [array]::Reverse($array); $array.name } }
    @{ Name = 'a hashtable of them'; Run = { $table = @{}; foreach ($item in $items) { $table[$item.name] = $item }; $table['Beta'].address.postcode } }
    @{ Name = 'to a hashtable'; Run = { $table = [ordered] @{}; foreach ($property in $one.PSObject.Properties) { $table[$property.Name] = $property.Value }; $table.Keys } }
    @{ Name = 'as input of another call'; Run = { $one | Select-Object @{ n = 'n'; e = { $_.name } } | ForEach-Object n } }
    @{ Name = 'an enumerator'; Run = { $enumerator = $items.GetEnumerator(); $null = $enumerator.MoveNext(); $enumerator.Current.name } }
    @{ Name = 'Where-Object -Not'; Run = { ($items | Where-Object -Not note).name } }
    @{ Name = '-OutVariable'; Run = { $null = $items | ForEach-Object { $_ } -OutVariable kept; $kept[2].name } }
    @{ Name = 'New-Object with its property'; Run = { (New-Object psobject -Property @{ inner = $one }).inner.address.postcode } }
    @{ Name = 'Invoke-Command with it'; Run = { Invoke-Command { param($object) $object.name } -ArgumentList $one } }
    @{ Name = 'a class property'; Run = { class Holder { [object] $Value }; $holder = [Holder]::new(); $holder.Value = $one; $holder.Value.address.postcode } }
)
